// Runs before any page, ours or the bare one: from the click on join to the frames of somebody else, and what lies between.
(() => {
  const remote = new Set()
  const watched = new WeakSet()
  const none = { click: 0, request: 0, socket: 0, line: 0, first: 0, sharp: 0 }
  const times = (window.__times = { ...none })
  const note = (what) => {
    if (times.click) times[what] ||= performance.now()
  }

  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(...parts) {
      super(...parts)
      this.addEventListener('track', (event) => remote.add(event.track.id))
      this.addEventListener('connectionstatechange', () => this.connectionState === 'connected' && note('line'))
    }
  }

  const Socket = window.WebSocket
  window.WebSocket = class extends Socket {
    constructor(...parts) {
      super(...parts)
      this.addEventListener('open', () => note('socket'))
    }
  }

  new PerformanceObserver((list) => {
    for (const { name, responseEnd } of list.getEntries()) {
      if (name.endsWith('/join') && times.click) times.request ||= responseEnd
    }
  }).observe({ type: 'resource' })

  addEventListener('click', (event) => {
    const button = event.target.closest?.('button')
    if (button && /^(Enter the meeting|Join)$/.test(button.textContent.trim())) {
      Object.assign(times, none, { click: performance.now() })
    }
  }, true)

  // A frame counts when it has been handed to the compositor, as requestVideoFrameCallback tells it.
  function watch(video) {
    watched.add(video)
    const seen = (now, frame) => {
      times.first ||= now
      if (frame.height >= 360) times.sharp ||= now
      if (!times.sharp) video.requestVideoFrameCallback(seen)
    }
    video.requestVideoFrameCallback(seen)
  }

  function look() {
    for (const video of document.querySelectorAll('video')) {
      const track = video.srcObject?.getVideoTracks()[0]
      if (track && remote.has(track.id) && !watched.has(video)) watch(video)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()
