for shell in bash zsh fish; do
	drlint completion $shell
done
drlint completion tcsh
