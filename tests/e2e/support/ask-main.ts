const TRIES = 5;

/**
 * What `app.evaluate` answers. V8 may take the promise that a question waits for while the app starts
 * (microsoft/playwright#33737), so it is asked again then: it has to bear being asked twice.
 */
export async function askMain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === TRIES || !String(error).includes("promise was garbage collected")) throw error;
    }
  }
}
