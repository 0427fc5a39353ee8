// What a chat needs of the browser: the text box, the newest message in view, and who is writing in this tab.
const key = "simulated-customer";
const nearEnd = 96;

export const customer = () => sessionStorage.getItem(key);

export function remember(psid) {
    sessionStorage.setItem(key, psid);
    const address = new URL(location.href);
    if (address.searchParams.get("customer") !== psid) {
        address.searchParams.delete("customer");
        history.replaceState(null, "", address);
    }
}

export const focus = root => root.querySelector("#message").focus();

export function start(root, page) {
    const form = root.querySelector("form[data-composer]");
    const box = form.querySelector("textarea");
    const log = root.querySelector("[role=log]");
    let atEnd = true;

    const toEnd = () => { if (atEnd) { log.scrollTop = log.scrollHeight; } };
    const fit = () => {
        box.style.height = "auto";
        box.style.height = `${box.scrollHeight}px`;
    };

    log.addEventListener("scroll", () => { atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd; }, { passive: true });
    log.addEventListener("load", toEnd, { capture: true });
    new MutationObserver(toEnd).observe(log, { childList: true, subtree: true, characterData: true });
    new ResizeObserver(toEnd).observe(log);

    box.addEventListener("input", fit);
    box.addEventListener("keydown", event => {
        // While an input method is composing, Enter chooses a word.
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            form.requestSubmit();
        }
    });

    form.addEventListener("submit", async event => {
        event.preventDefault();
        const text = box.value;
        if (!text.trim()) {
            return;
        }

        box.value = "";
        fit();
        box.focus();
        atEnd = true;
        try {
            await page.invokeMethodAsync("SendAsync", text);
        } catch {
            // The connection is down: the text goes back to where it can be sent again.
            box.value = box.value ? `${text}\n${box.value}` : text;
            fit();
        }
    });

    toEnd();
    if (matchMedia("(hover: hover)").matches) {
        requestAnimationFrame(() => box.focus());
    }
}
