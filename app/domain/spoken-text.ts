// Apart from what reads the words, which a page only loads when somebody types them.

/** The most characters of a day in words. */
export const LONGEST_SPOKEN = 60;

/** Such words, as a field shows them that takes any. */
export const SPOKEN_EXAMPLES = "tue, in 2 weeks, 15 jan";
