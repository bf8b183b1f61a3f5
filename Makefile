# `make` without a verb lists the verbs; README.md explains them.
# Every variable in terraform/variables*.tf can be given in upper case: make deploy LOG_SAMPLING_RATE=0.05

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The function is built for this machine unless ARCHITECTURE says otherwise.
MACHINE_ARCHITECTURE := $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x86_64)
ARCHITECTURE := $(MACHINE_ARCHITECTURE)
PACKAGE := artifacts/package/function-$(ARCHITECTURE).zip
# Terraform, or OpenTofu: make deploy TF=tofu
TF ?= terraform
CLI := artifacts/bin/Compressor.Cli/release/compressor
LAB := artifacts/bin/Compressor.Lab/release/compressor-lab

# Folders are listed too: their times change when a file in them is deleted.
CORE_SOURCES := $(shell find src/Core src/Generators) Directory.Build.props Directory.Packages.props global.json
HANDLER_SOURCES := $(shell find src/Handler) $(CORE_SOURCES)
CLI_SOURCES := $(shell find src/Cli src/Toolkit) $(CORE_SOURCES)
LAB_SOURCES := $(shell find src/Lab src/Toolkit src/LoopbackS3) $(CORE_SOURCES)
SAMPLE_SOURCES := $(shell find samples src/Generators src/Generators.* -mindepth 1 -not -path '*/bin*' -not -path '*/obj*' -not -path '*/events*' -not -name '*.md') \
    Directory.Build.props Directory.Packages.props global.json

# Terraform's variables, from their declarations. Only those on make's command line count: a variable in the environment,
# such as DEBUG or NAME, may mean something else.
TERRAFORM_VARIABLES := $(shell sed -n 's/^variable "\([a-z0-9_]*\)".*/\1:\U\1/p' terraform/variables*.tf)
GIVEN_VARIABLES :=
given = $(filter command,$(origin $(1)))
$(foreach pair,$(TERRAFORM_VARIABLES),$(if $(call given,$(lastword $(subst :, ,$(pair)))),\
    $(eval export TF_VAR_$(firstword $(subst :, ,$(pair))) = $$($(lastword $(subst :, ,$(pair)))))\
    $(eval GIVEN_VARIABLES += $(firstword $(subst :, ,$(pair))))))

# The module has no provider block of its own: its region is the environment's.
ifeq ($(call given,REGION),REGION)
export AWS_REGION := $(REGION)
endif

KNOWN := $(foreach pair,$(TERRAFORM_VARIABLES),$(lastword $(subst :, ,$(pair)))) REGION PLAN_FILE INPUT FOLLOW_LINKS PROJECT AUTO_APPROVE FORCE SKIP_DOCTOR TF TF_PLUGIN_DIR FILTER BENCH INPUTS SEED ARM64 TEST_SEEDS TEST_SEED
UNKNOWN := $(filter-out $(KNOWN) MAKEFLAGS MAKEOVERRIDES,$(foreach name,$(filter-out .%,$(.VARIABLES)),$(if $(call given,$(name)),$(name))))
$(if $(UNKNOWN),$(error no such variable: $(UNKNOWN). There are: $(sort $(KNOWN))))

export ARCHITECTURE MACHINE_ARCHITECTURE PACKAGE CLI LAB GIVEN_VARIABLES PLAN_FILE REGION INPUT FOLLOW_LINKS PROJECT AUTO_APPROVE FORCE SKIP_DOCTOR TF TF_PLUGIN_DIR FILTER ARM64

.PHONY: help setup build lab package samples run test-unit test test-long lint fmt bench bench-check figures bench-micro fuzz doctor plan deploy promote rollback destroy release publish pictures clean

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18
	@echo "Variables of terraform/ pass through in upper case: make deploy LOG_SAMPLING_RATE=0.05 ARCHITECTURE=arm64"

setup: artifacts/setup/done artifacts/setup/browser artifacts/setup/java ## install what is missing: Debian packages, NuGet packages, moto, a browser and Java for the tests (other verbs do this first)

build: artifacts/setup/done ## build everything
	dotnet build Compressor.sln --no-restore -c Release -nologo -v quiet -clp:ErrorsOnly
	@ln -sf $(CLI:artifacts/%=%) artifacts/compressor

lab: $(CLI) $(LAB) ## build the measuring tools: compressor bench and compressor tune
	@$(CLI) bench --help >/dev/null

package: $(PACKAGE) ## build the function's zip (ARCHITECTURE=x86_64 or arm64)
	@ls -l $(PACKAGE)

samples: artifacts/samples/done ## build the functions in samples/ with the generator's package, for this machine (artifacts/samples)
	@ls -l artifacts/samples/*.zip

run: $(PACKAGE) $(CLI) ## run everything on this machine: deploy locally, upload, compress, check (INPUT=folder for your own files, FOLLOW_LINKS=1 to follow symbolic links in it, BACKFILL=1 for files that were there before)
	@build/run.sh

test-unit: artifacts/setup/done ## run the unit tests, which publish and deploy nothing (PROJECT=Handler FILTER=… for some of them)
	@build/test_unit.sh

test: artifacts/setup/done ## run all tests: .NET, Terraform, end to end (FILTER=… for some .NET tests only, ARM64=1 to install what builds for arm64)
	@build/test.sh

test-long: export TEST_SEEDS ?= 3000
test-long: export ARM64 ?= 1
test-long: artifacts/setup/user-mode-linux test ## the same with thousands of seeds, all interleavings, and an object over 4 GiB (TEST_SEEDS=3000)

lint: artifacts/setup/done ## check formatting, Terraform code and documents
	@build/lint.sh

# Format would remove the usings of a generator that is not built. It looks where a Debug build puts it.
fmt: artifacts/setup/done ## format C# and Terraform code, and write the tables of settings and inputs
	@dotnet build src/Generators --no-restore -c Debug -nologo -v quiet -clp:ErrorsOnly
	dotnet format Compressor.sln --no-restore
	dotnet format whitespace samples --folder
	$(TF) fmt -recursive terraform
	python3 build/terraform_docs.py
	dotnet run --project src/Handler --no-restore -c Release -- --settings | python3 build/readme_tables.py

bench: $(PACKAGE) $(LAB) ## measure the function beside plain HTTP and the usual way (BENCH='--cold --json FILE', see compressor bench --help)
	@build/bench.sh $(BENCH)

bench-check: $(PACKAGE) $(LAB) ## measure, and fail if a figure exceeds its budget (tests/Benchmarks/budgets.json)
	@build/bench.sh --check tests/Benchmarks/budgets.json $(BENCH)

figures: $(PACKAGE) $(LAB) ## measure everything again, and write it into docs/performance.md and docs/cost.md (a quiet machine, ten minutes)
	@build/bench.sh --cold --starts 40 --json artifacts/bench/results/cold.json
	@build/bench.sh --warm --json artifacts/bench/results/events.json
	@build/bench.sh --warm --rounds 3 --sizes 10MB --data logs random --json artifacts/bench/results/data.json
	@python3 build/performance_tables.py artifacts/bench/results
	@build/bench.sh --warm --sizes 10MB --format zip gzip zstd --json src/Cli/Capacity/Planning/bench.json
	@$(MAKE) $(CLI)
	@python3 build/cost_tables.py

bench-micro: artifacts/setup/done ## measure generated code with microbenchmarks (FILTER=…)
	dotnet run --project tests/Benchmarks -c Release -- --filter '$(or $(FILTER),*)'

fuzz: artifacts/setup/done ## mutate events until the reader crashes or disagrees with System.Text.Json (INPUTS=…, SEED=…)
	dotnet run --project tests/Fuzz -c Release -- --inputs $(or $(INPUTS),10000000) $(if $(SEED),--seed $(SEED))

doctor: $(PACKAGE) $(CLI) ## check everything that a deployment needs, without changing anything (deploy and plan do this first, unless SKIP_DOCTOR=1)
	@build/deploy.sh doctor

plan: $(PACKAGE) $(CLI) ## show what deploy would change in AWS (PLAN_FILE=FILE: and keep it for deploy)
	@build/deploy.sh plan

# What was reviewed is applied, and nothing is built for it.
deploy: $(if $(PLAN_FILE),,$(PACKAGE)) $(CLI) ## deploy to AWS, after showing the plan and asking (AUTO_APPROVE=1 does not ask, PLAN_FILE=FILE applies that plan, CANARY_PERCENT=10 gives the new version a tenth of the events)
	@build/deploy.sh apply

# In a hurry, nothing that is there already is built again.
promote: ## give all events to the canary
	@[ -x $(CLI) ] || $(MAKE) $(CLI)
	@$(CLI) release promote

rollback: ## take the canary's events away, or go back to the version before
	@[ -x $(CLI) ] || $(MAKE) $(CLI)
	@$(CLI) release rollback

destroy: $(PACKAGE) $(CLI) ## destroy the deployment (FORCE=1 also deletes the bucket's data)
	@build/deploy.sh destroy

release: artifacts/setup/done ## build what a release consists of into artifacts/release: both zips, the tool, the NuGet package, bills of materials, checksums
	@build/release.sh build

publish: ## publish artifacts/release on GitHub (HEAD must have the tag v<version>)
	@build/release.sh publish

pictures: $(PACKAGE) $(CLI) ## draw the pictures of README.md, one of them from a run
	@mkdir -p artifacts/run
	@build/run.sh | tee artifacts/run/printed.txt
	@python3 build/pictures.py artifacts/run/printed.txt

clean: ## remove everything that was generated (but not the state of what is deployed)
	rm -rf artifacts terraform/.terraform

artifacts/setup/done: build/setup.sh build/packages.sh build/find-provider-mirror.sh Directory.Packages.props global.json $(wildcard src/*/*.csproj tests/*/*.csproj)
	@build/setup.sh
	@touch $@

# Only the tests of reports need it. Without it they are skipped, so the file exists only when everything is installed.
artifacts/setup/browser: tests/Report/install.sh tests/Report/package-lock.json | artifacts/setup/done
	@tests/Report/install.sh

# The tests open archives with Java. Without it, that reader is skipped.
artifacts/setup/java: | artifacts/setup/done
	@source build/env.sh; source build/packages.sh; { command -v jar >/dev/null || (install_packages default-jdk-headless); } && touch $@ || true

# A kernel with version 2 of control groups, for machines with version 1. Without it, that test is skipped.
artifacts/setup/user-mode-linux: | artifacts/setup/done
	@source build/env.sh; source build/packages.sh; (install_packages user-mode-linux && touch $@) || true

artifacts/package/function-%.zip: $(HANDLER_SOURCES) $(addprefix build/,package.sh trust.sh arm64.sh packages.sh nuget_packages.py notices.py sbom.py write_zip.py) | artifacts/setup/done
	@build/package.sh $*

artifacts/samples/done: $(SAMPLE_SOURCES) build/samples.sh build/write_zip.py | artifacts/setup/done
	@build/samples.sh $(MACHINE_ARCHITECTURE)
	@touch $@

$(CLI): $(CLI_SOURCES) | artifacts/setup/done
	@echo "==> building the compressor tool"
	@dotnet build src/Cli --no-restore -c Release -nologo -v quiet -clp:ErrorsOnly
	@touch $@
	@ln -sf $(CLI:artifacts/%=%) artifacts/compressor
	@ln -sf $(abspath $(LAB)) $(dir $(CLI))

$(LAB): $(LAB_SOURCES) | artifacts/setup/done
	@echo "==> building the lab"
	@dotnet build src/Lab --no-restore -c Release -nologo -v quiet -clp:ErrorsOnly
	@touch $@
