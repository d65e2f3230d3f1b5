export type Page = { readonly path: string; readonly name: string; readonly icon: string };

/** The left rail, top to bottom; the number keys go there. Icons are 16 × 16 paths. */
export const PAGES: readonly Page[] = [
  { path: "/", name: "Overview", icon: "M2 9.5h3l2-5 3 8 2-5h2" },
  { path: "/accounts", name: "Accounts", icon: "M2.5 5.5h11v7h-11zM2.5 8h11M5 3.5h6" },
  {
    path: "/margin",
    name: "Margin",
    icon: "M8 2.5v11M4 13.5h8M3 5.5h10M3 5.5l-1.5 4h3zM13 5.5l-1.5 4h3z",
  },
  { path: "/alerts", name: "Alerts", icon: "M4 11.5V7a4 4 0 0 1 8 0v4.5M2.5 11.5h11M7 13.8h2" },
  {
    path: "/settings",
    name: "Settings",
    icon: "M2 5h7M12 5h2M2 11h2M7 11h7M10.5 3.2v3.6M5.5 9.2v3.6",
  },
];

/** Whether a place in the app belongs to a page: `/margin/abc` to `/margin`. */
export function isOnPage(location: string, page: Page): boolean {
  return location === page.path || (page.path !== "/" && location.startsWith(`${page.path}/`));
}
