import { defineConfig, type OxlintOverride } from "oxlint";
import { LAYERS, type Pattern, toOverrides } from "./lint-layers.ts";

/** Packages that one place only may import, so that they can be replaced there and leak nowhere else. */
type Confined = {
  packages: string[];
  to: string[];
  message: string;
  allowTypeImports?: boolean;
};

const CONFINED: readonly Confined[] = [
  {
    packages: ["electron", "electron/*"],
    to: ["electron/host", "electron/main.ts", "tests"],
    message: "Only host/, main.ts and preload.ts know Electron: all else runs under plain Node.",
  },
  {
    packages: ["ccxt", "ccxt/*"],
    to: ["electron/exchange/ccxt-classes.ts", "tests"],
    message: "Venues are reached through the ExchangeClient port.",
  },
  {
    packages: ["decimal.js"],
    to: ["shared/domain/decimal.ts"],
    message: "Use #shared/domain/decimal.ts: with a second Decimal, results differ.",
  },
  { packages: ["zod", "zod/*", "!zod/mini"], to: [], message: "Use zod/mini, a quarter the size." },
  {
    packages: ["better-sqlite3"],
    to: ["electron/store", "tests"],
    message: "SQL lives in store/.",
  },
  {
    packages: ["echarts", "echarts/*", "@tanstack/react-table"],
    to: ["renderer/ui"],
    message: "Charts and tables are made in renderer/ui.",
    allowTypeImports: true,
  },
];

/** Ways around the layer patterns, which look at an import's text. */
const TRICKS: Pattern = {
  regex: "^\\./\\.\\.|[a-zA-Z0-9_]/\\.\\./|^/|^file:|^(\\.\\./)+shared/",
  message: "Import siblings as ./x.ts, other layers as ../layer/x.ts, shared code as #shared/….",
};

type ImportRule = { "no-restricted-imports": ["error", { patterns: Pattern[] }] };

/** The import rule at one place. Overrides replace a rule's options, so each carries all of them. */
function importRule(at: string, patterns: readonly Pattern[] = []): ImportRule {
  const confined = CONFINED.filter(({ to }) => !to.includes(at)).map(
    ({ packages, message, allowTypeImports = false }): Pattern => ({
      group: packages,
      message,
      allowTypeImports,
    }),
  );
  // A pattern that lets an import through ends the search, so the layer's own come first.
  return { "no-restricted-imports": ["error", { patterns: [TRICKS, ...patterns, ...confined] }] };
}

const layers = LAYERS.flatMap((layer) => {
  const at = layer.files === undefined ? layer.at : `${layer.at}/${layer.files}`;
  return toOverrides(layer).map(({ files, patterns }) => ({
    files,
    rules: importRule(at, patterns),
  }));
});

const NOT_PURE = [
  "console",
  "crypto",
  "fetch",
  "performance",
  "process",
  "setTimeout",
  "setInterval",
];

const CLOCK_AND_CHANCE = [
  { object: "Date", property: "now", message: "Time is an argument." },
  { object: "Math", property: "random", message: "Chance is an argument." },
];

const TOO_NEW = {
  object: "URL",
  property: "parse",
  message: "Missing in the oldest runtime we support: use URL.canParse and new URL.",
};

/** No IO, clock, chance or log: the same inputs give the same figures, years later. */
const pure: OxlintOverride["rules"] = {
  "no-restricted-globals": [
    "error",
    ...NOT_PURE.map((name) => ({ name, message: "This layer is pure: pass it in." })),
  ],
  "no-restricted-properties": ["error", TOO_NEW, ...CLOCK_AND_CHANCE],
};

/** Where values have no types to be safe by. */
const untyped = {
  "typescript/no-unsafe-argument": "off",
  "typescript/no-unsafe-assignment": "off",
  "typescript/no-unsafe-call": "off",
  "typescript/no-unsafe-member-access": "off",
  "typescript/no-unsafe-return": "off",
} as const;

const TESTS = ["**/*.test.{ts,tsx,mjs}", "**/testing/**", "tests/**", "bench/**"];

export default defineConfig({
  plugins: [
    "eslint",
    "typescript",
    "unicorn",
    "oxc",
    "import",
    "react",
    "jsx-a11y",
    "promise",
    "vitest",
  ],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["out", "dist", "native", "test-results"],
  rules: {
    ...importRule("anywhere"),
    "no-restricted-properties": ["error", TOO_NEW],

    // A second argument of `expect` names the case in the failure.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    // House rules
    "max-lines": ["error", { max: 400 }],
    "max-params": ["error", { max: 5 }],
    "import/no-default-export": "error",
    "import/no-cycle": "error",
    "oxc/no-barrel-file": "error",
    "promise/prefer-await-to-then": "error",
    "typescript/no-explicit-any": "error",
    "typescript/consistent-type-imports": "error",
    "unicorn/prefer-node-protocol": "error",
    eqeqeq: "error",
    "no-console": "error",
    "no-param-reassign": "error",
    "no-var": "error",
    "prefer-const": "error",

    // With types
    "typescript/no-deprecated": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/only-throw-error": "error",
    "typescript/return-await": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "typescript/use-unknown-in-catch-callback-variable": "error",

    "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    "import/no-unassigned-import": ["error", { allow: ["**/*.css", "@fontsource-variable/*"] }],

    // Not faults here: one thing after the other is meant, a role on a drawing is right and the
    // keyboard reaches it, objects are small, React 19 needs no import for JSX, fast-check is used by
    // its one name, parts of a figure are made when it is opened, `as` is judged by its written
    // reason, and a spread may hold a list together.
    "no-await-in-loop": "off",
    "no-underscore-dangle": "off",
    "import/no-named-as-default-member": "off",
    "jsx-a11y/no-noninteractive-element-to-interactive-role": "off",
    "jsx-a11y/prefer-tag-over-role": "off",
    "oxc/no-map-spread": "off",
    "react/no-unstable-nested-components": "off",
    "react/react-in-jsx-scope": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-useless-spread": "off",
  },
  overrides: [
    ...layers,
    {
      files: ["electron/{app,cli,ports}.ts"],
      rules: importRule("electron/app.ts", [
        { group: ["./host/**"], message: "Not for app.ts: the host comes in through the ports." },
      ]),
    },
    { files: ["electron/{main,preload}.ts"], rules: importRule("electron/main.ts") },
    {
      files: ["renderer/*.tsx"],
      rules: importRule("renderer", [
        { group: ["../**", "node:*"], message: "The window reaches the app through the bridge." },
      ]),
    },
    {
      files: [
        "electron/engine/**",
        "electron/views/**",
        "electron/document/**",
        "electron/alerts/evaluate*.ts",
        "electron/alerts/rules/**",
        "electron/exchange/normalize*.ts",
        "electron/exchange/venues/**",
        "shared/**",
      ],
      rules: pure,
    },
    {
      // What is read there is compared, not trusted; properties are checked through fast-check.
      files: TESTS,
      rules: {
        ...importRule("tests"),
        ...untyped,
        "max-params": "off",
        "no-console": "off",
        "no-control-regex": "off",
        "no-restricted-globals": "off",
        "no-restricted-properties": ["error", TOO_NEW],
        "no-shadow": "off",
        "promise/always-return": "off",
        "promise/no-promise-in-callback": "off",
        "promise/prefer-await-to-then": "off",
        "typescript/only-throw-error": "off",
        "vitest/expect-expect": "off",
        "vitest/no-conditional-expect": "off",
        "vitest/no-standalone-expect": "off",
        "vitest/valid-title": "off",
      },
    },
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off" } },
    {
      // Plain JavaScript, for they run before anything is installed.
      files: ["scripts/**"],
      rules: {
        ...untyped,
        "typescript/consistent-return": "off",
        "typescript/no-unsafe-unary-minus": "off",
      },
    },
    { files: ["scripts/stand-in-app/*"], rules: importRule("electron/main.ts") },
  ],
});
