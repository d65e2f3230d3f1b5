/*
 * The tree stays a map: folders are layers, and a layer imports only what stands in its line here.
 * docs/architecture.md says the same in words; tests/architecture.test.ts proves it.
 */
export type Layer = {
  /** Folder of the layer; a `*` stands for any one folder. */
  readonly at: string;
  /** The layer's files, when it is not the whole folder. */
  readonly files?: string;
  /** Folders of `shared/` it may import. */
  readonly shared: readonly ("contract" | "domain" | "views")[];
  /** Folders and files beside it, seen from `electron/` or `renderer/`, that it may import. */
  readonly imports: readonly string[];
  /** Files of which it may know the types only. */
  readonly types?: readonly string[];
  /** Further imports, as they are written. */
  readonly also?: readonly string[];
  /** Packages it may import: any, any but Node's own, or none. */
  readonly packages: "any" | "no-node" | "none";
};

const EVERYTHING = ["contract", "domain", "views"] as const;
const ALL_BUT_HOST =
  "alerts cli demo document engine exchange handlers ipc store sync views app.ts ports.ts".split(
    " ",
  );

/** A later line wins over an earlier one for the files both name. */
export const LAYERS: readonly Layer[] = [
  { at: "shared/domain", shared: [], imports: [], packages: "no-node" },
  { at: "shared/domain", files: "decimal.ts", shared: [], imports: [], packages: "no-node" },
  { at: "shared/views", shared: ["domain"], imports: ["domain"], packages: "none" },
  { at: "shared/contract", shared: ["domain"], imports: ["domain", "views"], packages: "no-node" },

  { at: "electron/engine", shared: ["domain", "views"], imports: [], packages: "none" },
  { at: "electron/views", shared: EVERYTHING, imports: ["engine"], packages: "none" },
  { at: "electron/document", shared: EVERYTHING, imports: ["engine"], packages: "no-node" },
  { at: "electron/exchange", shared: EVERYTHING, imports: [], packages: "any" },
  {
    at: "electron/exchange",
    files: "ccxt-classes.ts",
    shared: EVERYTHING,
    imports: [],
    // The package itself exports all venues at once.
    also: ["../../node_modules/ccxt/js/src/**"],
    packages: "any",
  },
  {
    at: "electron/exchange/venues/*",
    shared: EVERYTHING,
    imports: [],
    // Not another venue, but what the venues of one family share.
    also: ["../../*.ts", "../binance/*.ts"],
    packages: "any",
  },
  {
    at: "electron/store",
    shared: EVERYTHING,
    imports: [],
    types: ["alerts/alert.ts"],
    packages: "any",
  },
  { at: "electron/ipc", shared: EVERYTHING, imports: [], types: ["ports.ts"], packages: "no-node" },
  { at: "electron/demo", shared: EVERYTHING, imports: [], types: ["ports.ts"], packages: "any" },
  ...["alerts", "sync", "handlers", "cli"].map((folder): Layer => ({
    at: `electron/${folder}`,
    shared: EVERYTHING,
    imports: ALL_BUT_HOST,
    packages: "any",
  })),
  {
    at: "electron/alerts",
    files: "evaluate*.ts",
    shared: EVERYTHING,
    imports: ["engine"],
    packages: "none",
  },
  {
    at: "electron/alerts/rules",
    shared: EVERYTHING,
    imports: ["engine"],
    // Not the service beside them, nor anything else with IO.
    also: ["../alert.ts", "../alert-level.ts", "../words.ts"],
    packages: "none",
  },
  { at: "electron/host", shared: EVERYTHING, imports: ALL_BUT_HOST, packages: "any" },

  { at: "renderer/format", shared: ["domain", "views"], imports: [], packages: "no-node" },
  { at: "renderer/ui", shared: ["domain", "views"], imports: ["format"], packages: "no-node" },
  { at: "renderer/bridge", shared: EVERYTHING, imports: ["format", "ui"], packages: "no-node" },
  {
    at: "renderer/features/*",
    shared: EVERYTHING,
    imports: ["bridge", "format", "ui"],
    packages: "no-node",
  },
  {
    at: "renderer/app",
    shared: EVERYTHING,
    imports: ["bridge", "features", "format", "styles", "ui"],
    packages: "no-node",
  },
];

export type Pattern = {
  group?: string[];
  regex?: string;
  message: string;
  allowTypeImports?: boolean;
};

/** How many folders deep files lie inside a layer, at most. */
const MAX_NESTING = 3;

/** The files of a layer by how deep they lie, each with what it may not import. */
export function toOverrides(layer: Layer): { files: string[]; patterns: Pattern[] }[] {
  const nestings = layer.files === undefined ? MAX_NESTING : 0;
  return Array.from({ length: nestings + 1 }, (_, nesting) => ({
    files: [`${layer.at}/${"*/".repeat(nesting)}${layer.files ?? "*.{ts,tsx}"}`],
    patterns: layerPatterns(layer, nesting),
  }));
}

/**
 * Everything, less the layer's line in the table. Order matters: the last glob that matches an
 * import decides, `!` lets it through.
 */
function layerPatterns(layer: Layer, nesting: number): Pattern[] {
  const base = layer.at.split("/").length - 1;
  const top = "../".repeat(base + nesting);
  const from = (names: readonly string[]) =>
    names.map((name) => `${top}${name}${/\.tsx?$/.test(name) ? "" : "/**"}`);
  const types = from(layer.types ?? []);
  const message = `Not for ${layer.at}: see the layer table in lint-layers.ts.`;
  const packages = { any: [], "no-node": ["^node:"], none: ["^[a-zA-Z@]"] }[layer.packages];
  // `?` stands for the `#`, which would start a comment here.
  const group = ["../**", "?shared/**"];
  if (nesting > 0) group.push("!../**", `${"../".repeat(nesting + 1)}**`);
  const allowed = [...from(layer.imports), ...types, ...(layer.also ?? [])];
  group.push(...allowed.map((glob) => `!${glob}`));
  group.push(...layer.shared.map((name) => `!#shared/${name}/**`));
  // A type is let through by the glob, a value stopped by the pattern before it.
  const asValues = types.map((path) => `^${path.replaceAll(".", "\\.")}$`);
  return [
    ...packages.map((regex) => ({ regex, message })),
    ...asValues.map((regex) => ({ regex, message, allowTypeImports: true })),
    { group, message },
  ];
}
