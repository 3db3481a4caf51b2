package interop

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// visitInspector visits with the Inspector's command line, which is started for each use, several at a time. It can list
// roots, and has none; it asks nobody else, completes nothing and shows no notifications.
func visitInspector(t testing.TB, target Target) *Report {
	t.Helper()
	v := &inspector{
		t: t, target: target, node: NPM(t, ".bin/node"), program: NPM(t, ".bin/mcp-inspector"),
		report: &Report{Protocol: target.Era, Outcomes: map[string]Outcome{}, Can: []string{"roots"}},
	}
	for {
		before := len(v.report.Outcomes)
		var fresh []string
		for _, key := range v.list() {
			if _, done := v.report.Outcomes[key]; !done {
				fresh = append(fresh, key)
			}
		}
		v.report.Listed = append(v.report.Listed, fresh...)
		v.useAll(fresh)
		if len(v.report.Outcomes) == before {
			break
		}
	}
	var hidden []string
	for key := range target.Table.Uses {
		kind, _, _ := strings.Cut(key, " ")
		if _, done := v.report.Outcomes[key]; !done && kind != "template" && kind != "completion" {
			hidden = append(hidden, key)
		}
	}
	v.useAll(hidden)
	return v.report
}

// useAll uses components side by side: most of the time goes into starting Node.
func (v *inspector) useAll(keys []string) {
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, key := range keys {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			o := v.use(key)
			mu.Lock()
			defer mu.Unlock()
			v.report.Outcomes[key] = o
		})
	}
	all.Wait()
}

type inspector struct {
	t             testing.TB
	target        Target
	node, program string
	report        *Report
}

// run runs one method.
func (v *inspector) run(method string, args ...string) (map[string]any, *Failure) {
	ctx, cancel := context.WithTimeout(v.t.Context(), visitTimeout)
	defer cancel()
	era := map[string]string{Modern: "modern", Legacy: "legacy"}[v.target.Era]
	all := []string{v.program, "--cli", "--quiet", "--format", "json", "--protocol-era", era, "--method", method}
	all = append(all, args...)
	if v.target.URL != "" {
		all = append(all, "--transport", "http", "--server-url", v.target.URL, "--header", "Authorization: Bearer "+v.target.Token)
	} else {
		all = append(append(all, "--transport", "stdio", "--"), v.target.Command...)
	}
	cmd := exec.CommandContext(ctx, v.node, all...)
	var stderr bytes.Buffer
	cmd.Stderr, cmd.Env = &stderr, environment()
	out, _ := cmd.Output()
	v.target.print(stderr.String(), string(out))
	var answer struct{ Result map[string]any }
	if json.Unmarshal(out, &answer) == nil && answer.Result != nil {
		return answer.Result, nil
	}
	return nil, &Failure{Message: strings.TrimSpace(stderr.String() + string(out))}
}

// list lists everything.
func (v *inspector) list() (keys []string) {
	v.t.Helper()
	for _, list := range []struct{ method, members, name, kind string }{
		{"tools/list", "tools", "name", "tool"},
		{"prompts/list", "prompts", "name", "prompt"},
		{"resources/list", "resources", "uri", "resource"},
		{"resources/templates/list", "resourceTemplates", "uriTemplate", "template"},
	} {
		result, failure := v.run(list.method)
		if failure != nil {
			v.t.Fatalf("%s: %s", list.method, failure.Message)
		}
		members, _ := result[list.members].([]any)
		for _, member := range members {
			one, _ := member.(map[string]any)
			keys = append(keys, fmt.Sprintf("%s %v", list.kind, one[list.name]))
		}
	}
	return keys
}

func (v *inspector) use(key string) (o Outcome) {
	u := v.target.Table.Uses[key]
	kind, name, _ := strings.Cut(key, " ")
	var result map[string]any
	switch kind {
	case "tool":
		arguments := "{}"
		if u.Arguments != nil {
			arguments = string(u.Arguments)
		}
		result, o.Error = v.run("tools/call", "--tool-name", name, "--tool-args-json", arguments)
	case "prompt":
		args := []string{"--prompt-name", name}
		var arguments map[string]string
		if u.Arguments != nil {
			if err := json.Unmarshal(u.Arguments, &arguments); err != nil {
				return Outcome{Error: &Failure{Message: err.Error()}}
			}
			args = append(args, "--prompt-args")
		}
		for argument, value := range arguments {
			args = append(args, argument+"="+value)
		}
		result, o.Error = v.run("prompts/get", args...)
	case "template":
		result, o.Error = v.run("resources/read", "--uri", u.URI)
	default:
		result, o.Error = v.run("resources/read", "--uri", name)
	}
	if o.Error == nil {
		o.Result = result
	}
	return o
}
