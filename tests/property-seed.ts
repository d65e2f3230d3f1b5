import fc from "fast-check";

/*
 * Properties run on one seed, so that a change is judged by what it changes and a red run is red for
 * everybody. KEEL_PROPERTY_SEED=random looks for new counter-examples, or takes the seed of one.
 */
const DEFAULT_SEED = 20_261_123;
const given = process.env["KEEL_PROPERTY_SEED"];

fc.configureGlobal({ seed: given === "random" ? Date.now() : Number(given ?? DEFAULT_SEED) });
