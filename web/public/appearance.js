// Applies colour mode and density before the first paint, for which the console's own script comes too late. That
// script dispatches `rireki:appearance` when the user changes them (components/appearance.ts). The classes are the
// component library's.
(() => {
	const system = matchMedia("(prefers-color-scheme: dark)");
	const kept = (name) => {
		try {
			return JSON.parse(localStorage.getItem(`rireki.${name}`));
		} catch {
			return null;
		}
	};
	const apply = () => {
		const mode = kept("mode");
		const isDark = mode === "dark" || (mode !== "light" && system.matches);
		document.body.classList.toggle("awsui-dark-mode", isDark);
		document.body.classList.toggle("awsui-compact-mode", kept("density") !== "comfortable");
	};
	apply();
	system.addEventListener("change", apply);
	addEventListener("rireki:appearance", apply);
	// Changed in another tab.
	addEventListener("storage", apply);
})();
