// Sends requests to the server of this page, and says in plain words what went wrong.
const SERVICE = "mujaz.v1.ArticleService/";
const FIELDS = [[/^article\.body: /, "The text "], [/^article\.title: /, "The headline "], [/^article: /, "The article "],
  [/^options\.glossary\.terms(\[\d+\])?[^:]*: /, "A term of your glossary "], [/^(request|file|x-file-name|[^:]*\.glossary): /, "It "]];

export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

function inWords(message) {
  for (const [field, words] of FIELDS) if (field.test(message)) return ended(message.replace(field, words));
  return ended(message[0].toUpperCase() + message.slice(1));
}

const ended = (message) => (/[.!?…]$/.test(message) ? message : `${message}.`);

async function reason(response) {
  try {
    return inWords((await response.json()).message);
  } catch {
    return `The server, or a proxy in front of it, answered ${response.status} without saying why.`;
  }
}

export async function send(path, body, headers, { token, signal }) {
  if (token) headers.authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused("The server does not answer. Is it still running?", 0);
  }
  if (response.status === 401) throw new Refused("This server asks for an access token, or does not know this one.", 401);
  if (!response.ok) throw new Refused(await reason(response), response.status);
  return response;
}

export function post(path, request, how) {
  const headers = { "content-type": "application/json", "connect-protocol-version": "1" };
  return send(path, JSON.stringify(request), headers, how);
}

export const ask = async (method, request, how) => (await post(SERVICE + method, request, how)).json();

export async function readFile(file, how) {
  const headers = { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) };
  return (await send("read", file, headers, how)).json();
}
