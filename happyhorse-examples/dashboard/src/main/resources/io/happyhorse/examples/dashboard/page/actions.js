// Requests to the server. The token proves that an action comes from this page.

let token = '';

export function setToken(value) {
  token = value;
}

export async function perform(id, action) {
  const response = await fetch(`api/tasks/${encodeURIComponent(id)}/${action}`, {
    method: 'POST',
    headers: { 'X-Dashboard-Token': token },
  });
  return response.ok;
}

export async function detailOf(id) {
  const response = await fetch(`api/tasks/${encodeURIComponent(id)}`);
  return response.ok ? response.json() : null;
}
