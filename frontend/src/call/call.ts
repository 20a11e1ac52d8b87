/** What can be done in a call? The public face of this folder, and the chunk that carries livekit-client. */
import './captions'
import './effort'
import './hear-recorder'
import './lost'
import './muted'
import './reconnect'
import { chimeForPeople } from './chime'
import { tellAloud } from './telling'

export { finish, firstFace, join, leave, warm } from './connect'
export { levelOf } from './look'
export { setCamera, setMicrophone, switchDevice } from './own'
export { attach } from './pictures'
export { startAudio } from './playback'
export { setSaver } from './quality'
export { setShareMode, share, stopShare } from './share'

tellAloud()
chimeForPeople()
