import { expect, it } from "vitest";
import { refuseOtherHosts } from "./departure.ts";

it.each([
  ["binanceusdm", "https://fapi.binance.com/fapi/v3/account?timestamp=1&signature=a"],
  ["okx", "https://www.okx.com/api/v5/account/balance"],
  ["htx", "https://api.hbdm.vn/linear-swap-api/v1/swap_contract_info"],
])("lets %s ask %s", (venue, address) => {
  expect(() => refuseOtherHosts(venue, address)).not.toThrow();
});

it.each([
  ["binanceusdm", "https://fapi.binance.com.example/fapi/v3/account"],
  ["binanceusdm", "https://evil.fapi.binance.com/fapi/v3/account"],
  ["binanceusdm", "https://example.com/?https://fapi.binance.com/"],
  ["binanceusdm", "https://fapi.binance.com@example.com/"],
  ["binanceusdm", "https://key:secret@fapi.binance.com/"],
  ["binanceusdm", "https://fapi.binance.com:8443/fapi/v3/account"],
  ["binanceusdm", "http://fapi.binance.com/fapi/v3/account"],
  ["binanceusdm", "wss://fapi.binance.com/ws"],
  ["binanceusdm", "https://www.okx.com/api/v5/account/balance"],
  ["binanceusdm", "https://127.0.0.1/fapi/v3/account"],
  ["binanceusdm", "/fapi/v3/account"],
  ["binanceusdm", ""],
  ["htx", "https://api.hbdm.com/linear-swap-api/v1/swap_contract_info"],
  ["somewhere", "https://fapi.binance.com/fapi/v3/account"],
  ["toString", "https://fapi.binance.com/fapi/v3/account"],
])("does not let %s ask %s", (venue, address) => {
  const ask = () => refuseOtherHosts(venue, address);
  expect(ask).toThrow(expect.objectContaining({ code: "unsupported" }));
  expect(ask).toThrow(/stopped before it left\.$/);
});
