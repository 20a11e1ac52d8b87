/** Where in the recording are we, and how is it played? One playhead a page: the player, the time line and the lines follow it. */
import { createStore, type StoreApi, useStore } from 'zustand'

export type Played = {
  at: number
  seconds: number
  isPlaying: boolean
  rate: number
  volume: number
  isMuted: boolean
  /** How often somebody went somewhere: then what is shown comes along. */
  jumps: number
}

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const

/** The element that plays, as far as we use it; words alone have none. */
export type Media = Pick<
  HTMLMediaElement,
  | 'currentTime'
  | 'playbackRate'
  | 'volume'
  | 'muted'
  | 'paused'
  | 'play'
  | 'pause'
  | 'addEventListener'
  | 'removeEventListener'
>

const events = ['timeupdate', 'seeking', 'play', 'pause', 'ended', 'ratechange', 'volumechange']

export class Playhead {
  readonly store: StoreApi<Played>
  private media: Media | null = null

  constructor(seconds: number, at = 0) {
    this.store = createStore(() => ({
      at: within(at, seconds),
      seconds,
      isPlaying: false,
      rate: 1,
      volume: 1,
      isMuted: false,
      jumps: 0,
    }))
  }

  get now(): Played {
    return this.store.getState()
  }

  get canPlay(): boolean {
    return this.media !== null
  }

  /** What plays from now on, from where we are. Returns how to let go of it. */
  attach = (media: Media): (() => void) => {
    this.media = media
    // Before its first bytes are here it keeps where it is to begin.
    media.currentTime = this.now.at
    const read = () => this.read(media)
    for (const event of events) media.addEventListener(event, read)
    return () => {
      for (const event of events) media.removeEventListener(event, read)
      this.media = null
      this.store.setState({ isPlaying: false })
    }
  }

  seek = (to: number): void => {
    const at = within(to, this.now.seconds)
    this.store.setState(({ jumps }) => ({ at, jumps: jumps + 1 }))
    if (this.media) this.media.currentTime = at
  }

  skip = (by: number): void => this.seek(this.now.at + by)

  toggle = (): void => (this.now.isPlaying ? this.pause() : this.play())

  play = (): void => {
    // Refused without a press of the person, or given up by a pause that came first: then it is not playing, and shown so.
    this.media?.play().catch(() => undefined)
  }

  pause = (): void => this.media?.pause()

  setRate = (rate: number): void => {
    this.store.setState({ rate })
    if (this.media) this.media.playbackRate = rate
  }

  faster = (): void => this.setRate(rates.find((rate) => rate > this.now.rate) ?? 2)

  slower = (): void => this.setRate(rates.findLast((rate) => rate < this.now.rate) ?? 0.5)

  setVolume = (volume: number): void => {
    if (!this.media) return
    this.media.volume = Math.min(1, Math.max(0, volume))
    this.media.muted = volume <= 0
  }

  toggleMute = (): void => {
    if (this.media) this.media.muted = !this.media.muted
  }

  private read(media: Media): void {
    this.store.setState({
      at: within(media.currentTime, this.now.seconds),
      isPlaying: !media.paused,
      rate: media.playbackRate,
      volume: media.volume,
      isMuted: media.muted,
    })
  }
}

/** Draws again only when what is picked changes: give something that compares by value. */
export function usePlayed<T>(playhead: Playhead, pick: (played: Played) => T): T {
  return useStore(playhead.store, pick)
}

function within(at: number, seconds: number): number {
  return Math.min(Math.max(0, at), seconds)
}
