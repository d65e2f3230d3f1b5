import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// A chart measures its labels once, so the font has to be there first. Without it, any font will do.
await Promise.allSettled([document.fonts.load('13px "Inter Variable"')]);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
