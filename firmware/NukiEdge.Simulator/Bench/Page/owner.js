// The appliance's own page, the one that the board serves too: as a link, and beside the door where there is room.
import { byId, onChange } from './dom.js';

const KEPT = 'owners-page';

/** Shows or hides the frame; asked for once, it is there again after a reload. */
function place(address, isShown) {
  const frame = byId('owner-frame');
  byId('owner').hidden = !isShown;
  document.body.classList.toggle('with-owner', isShown);
  byId('owner-key').setAttribute('aria-expanded', String(isShown));
  byId('owner-key').textContent = isShown ? 'Hide it' : 'Show beside';
  if (isShown && frame.getAttribute('src') !== address + '/') {
    frame.src = address + '/';
  }
  try {
    sessionStorage.setItem(KEPT, isShown ? 'yes' : '');
  } catch {
    // a browser that keeps nothing: the next reload begins without the frame
  }
}

function wasShown() {
  try {
    return sessionStorage.getItem(KEPT) === 'yes';
  } catch {
    return false;
  }
}

export const drawOwner = onChange(address => {
  byId('owner-links').hidden = address === null;
  if (address === null) {
    place('', false);
    return;
  }
  byId('owner-link').href = address + '/';
  byId('owner-key').onclick = () => place(address, byId('owner').hidden);
  place(address, wasShown());
});
