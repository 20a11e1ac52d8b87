// Runs before the page: keeps what the browser made, so that a journey can ask for frames, energy and leftovers.
(() => {
  const connections = (window.__connections = [])
  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(configuration, ...rest) {
      super(configuration, ...rest)
      connections.push({ connection: new WeakRef(this), iceServers: configuration?.iceServers ?? [] })
    }
    setConfiguration(configuration) {
      connections.push({ connection: new WeakRef(this), iceServers: configuration?.iceServers ?? [] })
      super.setConfiguration(configuration)
    }
  }

  // What the camera, the microphone and the screen still give: their light is on while one of these is live.
  const captured = []
  const keep = (method) => {
    const native = navigator.mediaDevices?.[method]
    if (!native) return
    navigator.mediaDevices[method] = async function (...wishes) {
      const stream = await native.apply(this, wishes)
      captured.push(...stream.getTracks().map((track) => new WeakRef(track)))
      return stream
    }
  }
  keep('getUserMedia')
  keep('getDisplayMedia')

  const opened = () => [...new Set(connections.map((kept) => kept.connection.deref()))].filter(
    (connection) => connection && connection.connectionState !== 'closed',
  )

  async function streams(type, kind) {
    const found = []
    for (const connection of opened()) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === type && (!kind || report.kind === kind)) found.push(report)
      }
    }
    return found
  }
  const received = (kind) => streams('inbound-rtp', kind)

  window.__probe = {
    connectionPrototype: Native.prototype,
    // One that is new has no line yet; LiveKit leaves such a one to the garbage when it gives up before the first answer.
    openConnections: () => opened().filter((connection) => connection.connectionState !== 'new').length,
    iceServers: () => connections.flatMap((kept) => kept.iceServers).flatMap((server) => server.urls),
    async pictures() {
      return (await received('video')).map(({ trackIdentifier, framesDecoded = 0, frameHeight = 0, frameWidth = 0 }) => ({
        trackIdentifier, framesDecoded, frameHeight, frameWidth,
      }))
    },
    async sounds() {
      return (await received('audio')).map(({ trackIdentifier, totalAudioEnergy = 0, totalSamplesReceived = 0 }) => ({
        trackIdentifier, totalAudioEnergy, totalSamplesReceived,
      }))
    },
    async packetsSent(kind) {
      return (await streams('outbound-rtp', kind)).reduce((sum, { packetsSent = 0 }) => sum + packetsSent, 0)
    },
    // For a journey that failed: how far each line, each stream and each picture has come.
    async standing() {
      const lines = opened().map(({ connectionState, iceConnectionState, signalingState }) => [
        connectionState, iceConnectionState, signalingState,
      ])
      const rtp = [...(await streams('inbound-rtp')), ...(await streams('outbound-rtp'))].map((stream) =>
        Object.fromEntries(
          ['type', 'kind', 'mid', 'rid', 'active', 'packetsReceived', 'packetsSent', 'framesDecoded', 'framesEncoded',
            'keyFramesDecoded', 'pliCount', 'frameHeight', 'qualityLimitationReason']
            .filter((key) => stream[key] !== undefined).map((key) => [key, stream[key]]),
        ),
      )
      const videos = [...document.querySelectorAll('video')].map((video) => [
        video.clientWidth, video.clientHeight, video.readyState, video.paused, video.srcObject?.getTracks().length ?? null,
      ])
      return JSON.stringify({ visibility: document.visibilityState, lines, rtp, videos })
    },
    // What is shared: how the browser is told to treat it, and how large its source is.
    screen() {
      const tracks = captured.map((kept) => kept.deref())
      const screen = tracks.find((track) => track?.readyState === 'live' && track.kind === 'video' && track.getSettings().displaySurface)
      // Asked while the picker is still at work.
      if (!screen) return { width: 0, height: 0, frameRate: 0, hint: '', rates: [], bits: 0, degradationPreference: '' }
      const { width, height, frameRate } = screen.getSettings()
      const sender = opened().flatMap((connection) => connection.getSenders()).find(({ track }) => track?.id === screen.id)
      const { encodings = [], degradationPreference } = sender?.getParameters() ?? {}
      const rates = encodings.map(({ maxFramerate }) => maxFramerate)
      const bits = Math.max(...encodings.map(({ maxBitrate = 0 }) => maxBitrate))
      return { width, height, frameRate, hint: screen.contentHint, rates, bits, degradationPreference }
    },
    capturing: () => captured.map((kept) => kept.deref()).filter((track) => track?.readyState === 'live')
      .map((track) => track.kind).sort(),
  }
})()
