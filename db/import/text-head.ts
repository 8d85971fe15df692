/** Text in which the first line must have ended, so that a file without lines isn't gathered whole. */
const LONGEST_FIRST_LINE = 1_000_000;

const LINES = 40;

/** The beginning of a text, with its first lines where these aren't too long; `texts` is all of it. */
export interface TextHead {
  head: string;
  texts: AsyncGenerator<string>;
}

/** Reads a text as far as its first lines go; empty lines before them don't count. */
export async function readHead(source: AsyncIterable<string>): Promise<TextHead> {
  const iterator = source[Symbol.asyncIterator]();
  let head = "";
  let lines = 0;
  let isBlank = true;
  while (lines < LINES && head.length < LONGEST_FIRST_LINE) {
    const next = await iterator.next();
    if (next.done) break;
    head += next.value;
    isBlank &&= next.value.trim() === "";
    if (!isBlank) lines += next.value.split("\n").length - 1;
  }
  return { head, texts: startingWith(head, iterator) };
}

async function* startingWith(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
