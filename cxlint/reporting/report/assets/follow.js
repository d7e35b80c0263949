(() => {
  let seen = null;
  const ask = async () => {
    try {
      const told = await fetch("version", { cache: "no-store" });
      const version = await told.text();
      if (told.ok && seen !== null && version !== seen) location.reload();
      if (told.ok) seen = version;
    } catch {
      // It has ended, or is not back yet.
    }
  };
  ask();
  setInterval(ask, 1000);
})();
