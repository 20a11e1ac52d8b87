// Runs before the page: devices that can be unplugged and plugged in again, as the browser would tell it.
(() => {
  const gone = new Set()
  const media = navigator.mediaDevices
  const list = media.enumerateDevices.bind(media)
  const open = media.getUserMedia.bind(media)
  const opened = []

  media.enumerateDevices = async () => (await list()).filter(({ kind, deviceId }) => !gone.has(kind + deviceId))
  media.getUserMedia = async (wish) => {
    for (const [kind, part] of [['audioinput', wish.audio], ['videoinput', wish.video]]) {
      if (gone.has(kind + part?.deviceId?.exact)) throw new OverconstrainedError('deviceId', 'not there')
    }
    const stream = await open(wish)
    opened.push(...stream.getTracks())
    return stream
  }

  const find = async (label) => (await list()).find((device) => device.label.startsWith(label) && device.kind.endsWith('input'))
  const kinds = { audioinput: 'audio', videoinput: 'video' }
  const using = (kind) => opened.findLast((track) => track.readyState === 'live' && track.kind === kinds[kind])

  window.__cable = {
    async unplug(label) {
      const { kind, deviceId } = await find(label)
      gone.add(kind + deviceId)
      for (const track of opened) {
        if (track.readyState !== 'live' || track.kind !== kinds[kind] || track.getSettings().deviceId !== deviceId) continue
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      media.dispatchEvent(new Event('devicechange'))
    },
    async plug(label) {
      const { kind, deviceId } = await find(label)
      gone.delete(kind + deviceId)
      media.dispatchEvent(new Event('devicechange'))
    },
    microphone: () => using('audioinput')?.label,
    camera: () => using('videoinput')?.label,
  }

  // Which locks on the screen's sleep are held; a browser without a screen would refuse them.
  const locks = []
  navigator.wakeLock.request = async (kind) => {
    const lock = { kind, released: false, release: async () => { lock.released = true } }
    locks.push(lock)
    return lock
  }
  window.__locks = () => locks.filter(({ released }) => !released).map(({ kind }) => kind)
})()
