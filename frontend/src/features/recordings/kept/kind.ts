/** Was a picture kept, sound alone, or nothing but the words? */

type Kept = { mode?: 'video' | 'sound' | 'words'; id: string }

export function kindOf({ mode }: Kept): 'video' | 'sound' | 'words' {
  return mode ?? 'video'
}
