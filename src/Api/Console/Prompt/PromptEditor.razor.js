// Where somebody writes in the box, and leading them to a place in it.
export function cursor(id) {
    return document.getElementById(id)?.selectionStart ?? 0;
}

export function select(id, from, to) {
    const box = document.getElementById(id);
    if (box) {
        box.focus();
        box.setSelectionRange(from, to);
        const lines = box.value.split("\n").length;
        const line = box.value.slice(0, from).split("\n").length;
        box.scrollTop = Math.max(0, (box.scrollHeight * (line - 3)) / lines);
    }
}
