import { createPrivateKey, X509Certificate } from "node:crypto";

/*
 * A certificate of nobody's for 127.0.0.1, until 2126, and its key: made for the tests, worth nothing.
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 36500`.
 */

const CERTIFICATE =
  "MIIBkTCCATagAwIBAgIUeeEflRdkt+kmS2jURnsW7yW6qAwwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJMTI3LjAu" +
  "MC4xMCAXDTI2MTEyODIyMDUxMloYDzIxMjYxMTA0MjIwNTEyWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcq" +
  "hkjOPQIBBggqhkjOPQMBBwNCAAS4/bCBdCLNehLym7JTnPZaFbfF0T5dvb9Yl/6K1DymSr2XLdgGUzR35tSP/uOW" +
  "G5wAdJYYveePT/FSpsNF0zdvo2QwYjAdBgNVHQ4EFgQUbMV40gq0c8G67WZBftt0m9VGQr0wHwYDVR0jBBgwFoAU" +
  "bMV40gq0c8G67WZBftt0m9VGQr0wDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMC" +
  "A0kAMEYCIQC1qsznD5Hka1aJZXoj6pHVQ/kQWcZgx+IG9vG8uGwrGwIhAORldq+ORqJnoTcY5W5gmNjoE913Fblj" +
  "lqVNuLM4o53o";
const KEY =
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRGVmLrH5rJJGZHmBkcWnD2DKXQFIoHq00EWb6vrT" +
  "oTKhRANCAAS4/bCBdCLNehLym7JTnPZaFbfF0T5dvb9Yl/6K1DymSr2XLdgGUzR35tSP/uOWG5wAdJYYveePT/FS" +
  "psNF0zdv";

export function selfSigned(): { readonly cert: string; readonly key: string } {
  const key = createPrivateKey({ key: KEY, format: "der", type: "pkcs8", encoding: "base64" });
  return {
    cert: new X509Certificate(Buffer.from(CERTIFICATE, "base64")).toString(),
    key: String(key.export({ type: "pkcs8", format: "pem" })),
  };
}
