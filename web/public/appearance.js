// Light or dark, roomy or compact, before anything is painted: the console's own script comes too late for that. It says
// `rireki:appearance` when a person chooses something else (components/appearance.ts). The classes are the component library's.
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
	// Chosen in another tab.
	addEventListener("storage", apply);
})();
