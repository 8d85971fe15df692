/** How the letters of a file can be written, with what people call that. */
export const ENCODINGS = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Western European (Windows-1252)",
  macintosh: "Western European (MacRoman)",
  cp850: "Western European (DOS, cp850)",
  "windows-1250": "Central European (Windows-1250)",
  "windows-1251": "Cyrillic (Windows-1251)",
  shift_jis: "Japanese (Shift_JIS)",
  "euc-jp": "Japanese (EUC-JP)",
  gbk: "Chinese, simplified (GBK)",
  big5: "Chinese, traditional (Big5)",
  "euc-kr": "Korean (EUC-KR)",
} as const;

/** How the letters of a file are written. */
export type Encoding = keyof typeof ENCODINGS;

/** All of them, in the order of a choice. */
export const ENCODING_NAMES = Object.keys(ENCODINGS) as Encoding[];

/** The encoding of that name; undefined where there is none. */
export function encodingNamed(name: unknown): Encoding | undefined {
  return ENCODING_NAMES.find((encoding) => encoding === name);
}
