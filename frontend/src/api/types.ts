/** What the backend answers, in our words: the types are written from its code (`visio docs`), here they get their names. */
export type {
  Access,
  DecisionOut as Decision,
  KnockOut as Knock,
  LobbyOut,
  MemberIO as Member,
  PlaceOut as Place,
  PreferencesOut as ServerPreferences,
  RoomFromOutside as RoomView,
  RoomOut as Room,
  SessionOut as Session,
  SignedInOrNot,
  SignInOut as SignIn,
  TelephoneOut as Telephone,
  UserOut as User,
  WatchOut as Watch,
  Way,
} from './schema'
