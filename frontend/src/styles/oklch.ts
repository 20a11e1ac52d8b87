/** How different are two of our colours to an eye? From OKLCH to sRGB (Björn Ottosson, 2020) to WCAG's contrast. */

/** Red, green, blue as light (linear), 0..1. */
export type Rgb = readonly [number, number, number]

export function parseOklch(css: string): Rgb {
  const numbers = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ [\d.]+)?\)$/.exec(css)
  if (!numbers) throw new Error(`not an oklch colour: ${css}`)
  const [lightness = 0, chroma = 0, hue = 0] = numbers.slice(1, 4).map(Number)
  const angle = (hue * Math.PI) / 180
  return toLight(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle))
}

function toLight(lightness: number, a: number, b: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** Outside what a screen shows, it shows the nearest. */
function clamp(light: number): number {
  return Math.min(1, Math.max(0, light))
}

/** WCAG 2: 1 (the same) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
