window.found = true;
