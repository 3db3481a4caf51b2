package load

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// listTemplate separates fields by \x1f, list elements by \x1e, packages by \x1d.
const listTemplate = `{{.ImportPath}}` + "\x1f" + `{{.Name}}` + "\x1f" + `{{.Dir}}` + "\x1f" +
	`{{with .Module}}{{.Path}}{{end}}` + "\x1f" + `{{with .Module}}{{.Dir}}{{end}}` + "\x1f" + `{{with .Module}}{{.GoVersion}}{{end}}` + "\x1f" +
	`{{join .GoFiles "` + "\x1e" + `"}}` + "\x1e" + `{{join .CgoFiles "` + "\x1e" + `"}}` + "\x1e" + `{{join .InvalidGoFiles "` + "\x1e" + `"}}` + "\x1f" +
	`{{join .IgnoredGoFiles "` + "\x1e" + `"}}` + "\x1f" +
	`{{join .TestGoFiles "` + "\x1e" + `"}}` + "\x1e" + `{{join .XTestGoFiles "` + "\x1e" + `"}}` + "\x1f" +
	`{{with .Error}}{{.Err}}{{end}}` + "\x1f" +
	`{{context.GOROOT}}` + "\x1f" + `{{context.GOOS}}` + "\x1f" + `{{context.GOARCH}}` + "\x1f" +
	`{{join context.BuildTags ","}},{{join context.ToolTags ","}},{{join context.ReleaseTags ","}}` + "\x1f" +
	`{{context.CgoEnabled}}` + "\x1d"

// list asks the go command which files the packages have.
func list(cfg Config) ([]listedPackage, []diag.Diagnostic) {
	patterns := cfg.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	for _, p := range patterns {
		path := p
		if !filepath.IsAbs(p) {
			path = filepath.Join(cfg.Dir, p)
		}
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return nil, []diag.Diagnostic{{Code: "MCP903", Message: p + " is a file: the policy of a package may stand in another of its files",
				Hint: "name the package, as ./notes or ./..."}}
		}
	}
	out, problem := goList(cfg, patterns, "-find")
	if problem != "" {
		return nil, []diag.Diagnostic{{Code: "MCP904", Message: "go list: " + problem}}
	}
	var pkgs []listedPackage
	var found []diag.Diagnostic
	for _, p := range parseRecords(out) {
		if p.Problem != "" && p.Dir == "" {
			found = append(found, diag.Diagnostic{Code: "MCP903", Message: "package " + p.Path + ": " + oneLine(p.Problem)})
			continue
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) == 0 && len(found) == 0 {
		found = append(found, diag.Diagnostic{Code: "MCP903", Message: "no packages match " + strings.Join(patterns, " "),
			Hint: "give import paths or directories, as ./..."})
	}
	return pkgs, found
}

// goList runs the go command; how is -find for the packages alone, or -deps for all that they import, too.
func goList(cfg Config, patterns []string, how string) (out, problem string) {
	args := []string{"list", "-e", how, "-f", listTemplate}
	if len(cfg.BuildTags) > 0 {
		args = append(args, "-tags="+strings.Join(cfg.BuildTags, ","))
	}
	cmd := exec.Command("go", append(append(args, "--"), patterns...)...)
	cmd.Dir = cfg.Dir
	cmd.Env = cfg.Env
	if cfg.Env == nil {
		cmd.Env = os.Environ()
	}
	if cfg.Dir != "" {
		cmd.Env = append(cmd.Env, "PWD="+cfg.Dir) // so that a symlinked directory keeps its name
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			return "", err.Error()
		}
		return "", oneLine(strings.TrimPrefix(stderr.String(), "go: "))
	}
	return stdout.String(), ""
}

func parseRecords(out string) (list []listedPackage) {
	for _, record := range strings.Split(out, "\x1d") {
		if p, ok := parseRecord(strings.TrimLeft(record, "\r\n")); ok {
			list = append(list, p)
		}
	}
	return list
}

func parseRecord(record string) (listedPackage, bool) {
	f := strings.Split(record, "\x1f")
	if len(f) != 15 {
		return listedPackage{}, false
	}
	return listedPackage{
		Path: f[0], Name: f[1], Dir: f[2], Module: f[3], ModuleDir: f[4], GoLine: f[5],
		GoFiles: elements(f[6]), Ignored: elements(f[7]), Tests: elements(f[8]), Problem: f[9],
		goroot: f[10], goos: f[11], goarch: f[12], tags: f[13], cgo: f[14] == "true",
	}, true
}

func elements(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\x1e' })
}

// tolerable accepts packages in which everything is excluded or a test: their directives are findings of their own.
func tolerable(p listedPackage) bool {
	return strings.Contains(p.Problem, "build constraints exclude all Go files") ||
		strings.Contains(p.Problem, "no non-test Go files")
}

// oneLine puts what the go command says about a module, often on several lines, on one.
func oneLine(s string) string {
	const maxBytes = 400
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxBytes {
		s = strings.ToValidUTF8(s[:maxBytes], "") + "…"
	}
	return s
}
