/** What the backend answers, in our words: the types are written from its code (`visio docs`), here they get their names. */
export type {
  Access,
  RoomFromOutside as RoomView,
  RoomOut as Room,
  SessionOut as Session,
  SignedInOrNot,
  SignInOut as SignIn,
  UserOut as User,
  Way,
} from './schema'
