// Saved chats: in this browser's localStorage and nowhere else, the newest first.
const KEY = "newsroom-qa chats";
const OPEN = "newsroom-qa open chat"; // in sessionStorage: which one a reload brings back
const CORPUS = "newsroom-qa corpus"; // in sessionStorage too: which one is asked
const TYPED = "newsroom-qa typed"; // and the question that nobody has asked yet
const MOST = 50;

/** All chats: {id, title, time, corpus, turns: [{question, risk, answer, html}]}. */
export function savedChats() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((chat) => chat && typeof chat.id === "string" && Array.isArray(chat.turns)) : [];
  } catch {
    return []; // no storage here, or not ours
  }
}

/** Keep a chat, or take it out when it has no turns. Old ones make room; false when nothing can be kept. */
export function saveChat(chat) {
  const others = savedChats().filter((one) => one.id !== chat.id);
  const all = chat.turns.length ? [chat, ...others] : others;
  return keep(all.slice(0, MOST));
}

export const deleteChat = (id) => keep(savedChats().filter((chat) => chat.id !== id));
export const deleteChats = () => keep([]);

export const openChat = (id) => remembered(OPEN, id);
export const chosenCorpus = (name) => remembered(CORPUS, name);
export const typedQuestion = (text) => remembered(TYPED, text);

/** What this tab holds under a key, or hold it; without storage a reload begins anew. */
function remembered(key, value) {
  try {
    if (value === undefined) return sessionStorage.getItem(key);
    sessionStorage.setItem(key, value);
  } catch {
    // it holds for this visit
  }
  return null;
}

function keep(chats) {
  for (let many = chats.length; many >= Math.min(1, chats.length); many--) {
    try {
      localStorage.setItem(KEY, JSON.stringify(chats.slice(0, many)));
      return true;
    } catch (error) {
      if (error.name !== "QuotaExceededError") return false;
    }
    if (!many) break;
  }
  return false;
}
