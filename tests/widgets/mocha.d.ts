/** What the test runner's Mocha puts on the page. */
declare function describe(what: string, tests: () => void): void;
declare function it(what: string, test: () => void | Promise<void>): void;
declare function beforeEach(prepare: () => void | Promise<void>): void;
declare function afterEach(clean: () => void | Promise<void>): void;
