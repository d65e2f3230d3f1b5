import type { Page } from "@playwright/test";
import { expect } from "./keel.ts";

export const KEY = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "My futures",
  apiKey: "planted-key-0123456789",
  secret: "planted-secret-0123456789",
};
/** There is no key store in a test. */
export const PLAIN_TEXT = ["--allow-plain-text-keys"];

/** Goes to the accounts, once the window listens to keys. */
export async function goToAccounts(page: Page): Promise<void> {
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  await page.keyboard.press("2");
}

/** Opens the dialog and fills it in by the keyboard alone. */
export async function fillIn(page: Page): Promise<void> {
  await goToAccounts(page);
  await page.getByRole("link", { name: "Add an account" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Venue")).toBeFocused();
  await page.keyboard.type("Binance USD");
  for (const text of ["", KEY.label, KEY.apiKey, KEY.secret]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
}
