import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import type { Plugin } from "vite";

const compress = promisify(brotliCompress);

/** What is smaller hardly gets any smaller. */
const LEAST_BYTES = 300;

/**
 * Writes each script and style sheet for browsers once more, compressed as far as Brotli gets: the server has no time for
 * that while somebody waits.
 */
export const compressedFiles: Plugin = {
  name: "compressed-files",
  async writeBundle({ dir = "" }, bundle) {
    if (this.environment.name !== "client") return;
    const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName));
    await Promise.all(
      files.map(async (file) => {
        const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
        if (content.length >= LEAST_BYTES) await writeFile(join(dir, `${file.fileName}.br`), await compress(content));
      }),
    );
  },
};
