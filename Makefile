# Two commands need nothing but Go: `make demo` shows the main job, `make test` runs everything.
.DEFAULT_GOAL := help

GO         ?= go
GOTESTSUM  := gotest.tools/gotestsum@v1.13.0
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
FUZZTIME   ?= 10s
DRAWTIME   ?= 2m

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## Generate the quickstart, serve it and call it as five callers; ends by itself
	@$(GO) run ./examples/quickstart/demo

.PHONY: tools
tools: ## Install what tests use beyond Go: redis-server, nginx, packages for testdata/npm, modules for testdata
	@.ci/tools

.PHONY: test
test: tools ## Run every test with the race detector, then search all they wrote for secrets
	@GO="$(GO)" $(GO) run $(GOTESTSUM) --format pkgname-and-test-fails --raw-command -- .ci/test -race -timeout 20m ./...

.PHONY: generate
generate: ## Write all generated files of the repository
	$(GO) generate ./... ./testdata/real/...
	$(GO) -C testdata/services generate ./...

.PHONY: check-generate
check-generate: ## Fail if a generated file is not what mcpgen would write
	$(GO) run ./cmd/mcpgen diff ./examples/... ./testdata/real/...

.PHONY: lint
lint: ## gofmt, go vet (also of the modules in testdata), staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt would change:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) -C testdata/gosdk vet ./...
	$(GO) -C testdata/services vet ./...
	$(GO) run $(STATICCHECK) ./...

.PHONY: fuzz
fuzz: ## Run each fuzz test for FUZZTIME (10s), and each test that draws its input for DRAWTIME (2m)
	@GO="$(GO)" GOTESTSUM="$(GOTESTSUM)" FUZZTIME="$(FUZZTIME)" DRAWTIME="$(DRAWTIME)" .ci/fuzz

.PHONY: bench
bench: ## Measure mcpgen beside the alternatives; docs/performance.md explains the table
	cd bench && $(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: vuln
vuln: ## Look for known vulnerabilities; says so where the database is out of reach
	@GO="$(GO)" GOVULNCHECK="$(GOVULNCHECK)" .ci/vuln
