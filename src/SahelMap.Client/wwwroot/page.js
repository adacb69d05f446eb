// What of the page lies outside of Blazor's reach: focus, shortcuts, the bottom sheet, cookies. HostPage.cs is the only caller.

const HEIGHTS = ['low', 'half', 'full'];
let dotnet;
let keyboard = false;
/** Asked before Blazor's own handler has closed it. */
let listOpen = false;
let cameFrom = null;
let unsaved = false;
let draggedAt = -Infinity;

export function start(reference) {
  dotnet = reference;
  addEventListener('keydown', event => {
    keyboard = true;
    listOpen = closest(event.target, '[role="combobox"][aria-expanded="true"]') !== null;
  }, true);
  addEventListener('pointerdown', () => (keyboard = false), true);
  addEventListener('keydown', onKey);
  addEventListener('beforeunload', event => { if (unsaved) event.preventDefault(); });
  document.addEventListener('pointerdown', onGrip);
  document.addEventListener('beforetoggle', onMenuToggle, true);
  document.addEventListener('toggle', onMenuToggled, true);
  addEventListener('keydown', onMenuKey);
  addEventListener('click', event => closest(event.target, '[role="menuitem"]') && closest(event.target, '[popover]')?.hidePopover());
  document.addEventListener('pointerdown', onTableGrip);
  document.addEventListener('keydown', onTableGripKey);
  tableShare(Number(localStorage.getItem('sahelmap-table') ?? 48));
  // A drag ends with a click, which is none.
  addEventListener('click', event => {
    if (event.timeStamp - draggedAt < 400 && event.target instanceof Element && event.target.closest('.grip')) event.stopPropagation();
  }, true);
}

export function booted() {
  document.querySelectorAll('.booting').forEach(element => element.remove());
  document.body.classList.add('booted');
}

export const bodyClass = (name, on) => document.body.classList.toggle(name, on);
export const isPhone = () => matchMedia('(max-width: 700px)').matches;
export const warnOnLeave = on => { unsaved = on; };

export function remember(name, value) {
  document.cookie = `sahelmap-${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text ?? location.href);
    return true;
  } catch {
    return false;
  }
}

export function download(file, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const address = () => location.href;

// Choices of this browser. One that keeps nothing (private windows of some) forgets them.

export function choice(name) {
  try {
    return localStorage.getItem(`sahelmap-${name}`);
  } catch {
    return null;
  }
}

export function choose(name, value) {
  try {
    localStorage.setItem(`sahelmap-${name}`, value);
  } catch { /* as above */ }
}

// Focus

export function focus(selector) {
  // What Blazor has just been told to draw is there a frame later.
  requestAnimationFrame(() => {
    const target = document.querySelector(selector);
    target?.focus({ preventScroll: false });
    if (target instanceof HTMLInputElement && target.id === 'search') target.select();
  });
}

export function focusWhenThere(selector, tries = 40) {
  const target = document.querySelector(selector);
  if (target) target.focus();
  else if (tries > 0) setTimeout(() => focusWhenThere(selector, tries - 1), 50);
}

export const blur = () => document.activeElement instanceof HTMLElement && document.activeElement.blur();

export function focusIfKeyboard(selector) {
  if (!keyboard) return;
  const now = document.activeElement;
  if (now && now !== document.body && !now.closest('#details')) cameFrom = now;
  focus(selector);
}

export function returnFocus() {
  if (keyboard && cameFrom?.isConnected) cameFrom.focus();
  cameFrom = null;
}

// A frame later: what Blazor has just been told to draw is there then.
export const reveal = selector => requestAnimationFrame(() => document.querySelector(selector)?.scrollIntoView({ block: 'nearest', inline: 'center' }));

export const width = selector => document.querySelector(selector)?.clientWidth ?? 0;

export function scrollToRow(list, index, height) {
  const element = document.querySelector(list);
  if (!element) return;
  const scroller = element.closest('[data-scrolls]') ?? element;
  const top = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop + index * height;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + height > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + height - scroller.clientHeight;
}

// What lies over the top of the map takes its room from it, whatever its height comes to be.

let room = null;

export function keepRoom(selector) {
  room?.disconnect();
  const map = document.querySelector('#map');
  const element = selector && document.querySelector(selector);
  map.style.marginTop = '';
  if (!element) return;
  room = new ResizeObserver(() => { map.style.marginTop = `${element.offsetHeight}px`; });
  room.observe(element);
}

// Shortcuts. Single keys can be switched off (WCAG 2.2, 2.1.4); Escape stays.

const KEYS = new Set(['?', '/', '[', ' ', 'f', 'l', 'o', 'a', 'e', 'm', 'n', 't', 'c']);

export const shortcutsOn = () => localStorage.getItem('sahelmap-shortcuts') !== 'off';
export const setShortcuts = on => localStorage.setItem('sahelmap-shortcuts', on ? 'on' : 'off');

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (document.querySelector('dialog[open], :popover-open')) return; // theirs
  if (event.key === 'Escape') {
    if (listOpen) return; // it closes the list that one types into
    dotnet.invokeMethodAsync('OnKey', 'Escape');
    return;
  }

  const alone = !event.metaKey && (!(event.ctrlKey || event.altKey) || event.getModifierState('AltGraph'));
  if (!alone || !KEYS.has(event.key) || !shortcutsOn() || takesKeys(event.target, event.key)) return;
  event.preventDefault();
  dotnet.invokeMethodAsync('OnKey', event.key);
}

function takesKeys(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.closest('textarea, select, [contenteditable="true"]')) return true;
  if (target.closest('input:not([type=checkbox], [type=radio], [type=button])')) return true;
  // Space presses what has the focus.
  return key === ' ' && !!target.closest('button, a, summary, input, [role="button"], [role="tab"], [role="option"], [role="slider"], [role="menuitem"]');
}

// Menus and dialogs: the browser's own (popover, <dialog>). Menus get their place under the button, and the arrow keys.

export const showModal = selector => requestAnimationFrame(() => {
  const dialog = document.querySelector(selector);
  if (dialog && !dialog.open) dialog.showModal();
});

const closest = (target, selector) => (target instanceof Element ? target.closest(selector) : null);
const openerOf = menu => document.querySelector(`[popovertarget="${menu.id}"]`);
const itemsOf = menu => [...menu.querySelectorAll('[role="menuitem"]')];

function onMenuToggle(event) {
  const menu = event.target;
  if (event.newState !== 'open' || !menu.matches('.menu-list')) return;
  const button = openerOf(menu).getBoundingClientRect();
  menu.style.top = `${button.bottom + 4}px`;
  const right = button.left + button.right > innerWidth;
  menu.style.right = right ? `${Math.max(4, innerWidth - button.right)}px` : 'auto';
  menu.style.left = right ? 'auto' : `${Math.max(4, button.left)}px`;
}

function onMenuToggled(event) {
  if (event.newState === 'open' && event.target.matches('.menu-list')) itemsOf(event.target)[0]?.focus();
}

function onMenuKey(event) {
  const opener = closest(event.target, '[aria-haspopup="menu"]');
  if (opener && event.key === 'ArrowDown') {
    event.preventDefault();
    const list = document.getElementById(opener.getAttribute('popovertarget'));
    if (!list.matches(':popover-open')) list.showPopover();
    else itemsOf(list)[0]?.focus();
    return;
  }

  const menu = closest(event.target, '.menu-list');
  if (!menu) return;
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items.at(next % items.length)?.focus();
  } else if (event.key === 'Tab') menu.hidePopover();
}

// The bottom sheet of the phone: dragged by its grip, it comes to rest at the nearest of three heights.

export function sheet(height) {
  document.body.classList.remove(...HEIGHTS.map(h => `sheet-${h}`));
  document.body.classList.add(`sheet-${height}`);
  document.body.style.removeProperty('--sheet');
}

function onGrip(event) {
  const grip = event.target instanceof Element ? event.target.closest('.grip') : null;
  if (!grip || event.button !== 0) return;
  const panel = grip.closest('aside');
  const startY = event.clientY;
  const startHeight = panel.getBoundingClientRect().height;
  let moved = false;

  const move = e => {
    if (!moved && Math.abs(e.clientY - startY) < 4) return;
    moved = true;
    document.body.style.setProperty('--sheet', `${Math.max(60, Math.min(innerHeight - 56, startHeight + startY - e.clientY))}px`);
  };
  const end = e => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
    if (!moved) return;
    draggedAt = e.timeStamp;
    const at = panel.getBoundingClientRect().height / innerHeight;
    const nearest = at < 0.25 ? 'low' : at < 0.68 ? 'half' : 'full';
    sheet(nearest);
    dotnet.invokeMethodAsync('OnSheet', nearest);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}

// The table under the map: its share of the room that both have, by dragging its upper edge or by the arrow keys on it.

function tableShare(percent) {
  const share = Math.max(20, Math.min(80, Math.round(percent)));
  document.body.style.setProperty('--table-share', `${share}fr`);
  document.body.style.setProperty('--map-share', `${100 - share}fr`);
  document.querySelector('.table-grip')?.setAttribute('aria-valuenow', String(share));
  localStorage.setItem('sahelmap-table', String(share));
  return share;
}

function onTableGrip(event) {
  const grip = event.target instanceof Element ? event.target.closest('.table-grip') : null;
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  const top = document.getElementById('map').getBoundingClientRect().top;
  const bottom = grip.closest('section').getBoundingClientRect().bottom;
  const move = e => tableShare(100 * (bottom - e.clientY) / (bottom - top));
  const end = () => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}

function onTableGripKey(event) {
  const step = { ArrowUp: 5, ArrowDown: -5, PageUp: 20, PageDown: -20 }[event.key];
  if (!step || !(event.target instanceof Element) || !event.target.matches('.table-grip')) return;
  event.preventDefault();
  tableShare(Number(event.target.getAttribute('aria-valuenow')) + step);
}
