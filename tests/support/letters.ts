import type { Encoding } from "../../app/domain/encodings.ts";

/** Made-up people whose names need more than ASCII, by the encodings in which programs of their places write them. */
export const LETTERS: readonly { encoding: Encoding; people: readonly [name: string, company: string][] }[] = [
  ...(["utf-8", "utf-16le", "utf-16be", "windows-1252", "cp850", "macintosh"] as const).map((encoding) => ({
    encoding,
    people: [
      ["Jörg Müller", "Bäckerei Höhn"],
      ["Zoë Krüger", "Straßenbau Öhler"],
      ["François Lévêque", "Café Noël"],
    ] as [string, string][],
  })),
  {
    encoding: "windows-1250",
    people: [
      ["Małgorzata Dąbrowska", "Piekarnia Świt"],
      ["Łukasz Wójcik", "Księgarnia"],
      ["Jiří Dvořák", "Kožešiny"],
    ],
  },
  {
    encoding: "windows-1251",
    people: [
      ["Иван Петров", "Ромашка"],
      ["Анна Смирнова", "Берёзка"],
    ],
  },
  {
    encoding: "shift_jis",
    people: [
      ["山田太郎", "株式会社テスト"],
      ["佐藤花子", "トヨタ"],
    ],
  },
  {
    encoding: "euc-jp",
    people: [
      ["山田太郎", "株式会社テスト"],
      ["佐藤花子", "トヨタ"],
    ],
  },
  {
    encoding: "gbk",
    people: [
      ["王伟", "北京科技有限公司"],
      ["李娜", "上海贸易"],
    ],
  },
  {
    encoding: "big5",
    people: [
      ["陳大文", "台灣電腦公司"],
      ["林小明", "宏碁"],
    ],
  },
  {
    encoding: "euc-kr",
    people: [
      ["김철수", "삼성전자"],
      ["이영희", "현대자동차"],
    ],
  },
];
