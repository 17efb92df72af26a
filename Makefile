# Snapshot Relay: everything that is done here by hand or by CI. Needs the .NET SDK, make and git.

export AWS_EC2_METADATA_DISABLED := true
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

BUILD := dotnet build --configuration Release --nologo --verbosity quiet
# On standard error, so that what a program prints can be piped on.
QUIET_BUILD = @{ echo "Building local/$(1) …"; dotnet msbuild -restore -property:Configuration=Release -nologo -verbosity:quiet local/$(1)/$(1).csproj; } >&2
RUN = dotnet local/$(1)/bin/Release/net10.0/$(1).dll
# Once the stand-ins are on, the build's own restore is enough.
DECIDE = @[ -f .standins ] || eng/restore.sh $(1)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help restore build demo cloud invoke doctor test chaos wave mutate verify docs check format clean

help: ## Show this list
	@awk -F ' ?## ' '/^[a-z]+:.*## / { sub(/:.*/, "", $$1); printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

restore: ## Restore packages; turn the stand-ins on where the feed lacks AWS's
	@eng/restore.sh

build: ## Build everything, analyzers on, warnings as errors
	$(call DECIDE)
	$(BUILD) Functions.sln

demo: ## Watch a snapshot on each route, on the local cloud
	$(call DECIDE,local/Demo/Demo.csproj)
	$(call QUIET_BUILD,Demo)
	@exec $(call RUN,Demo)

cloud: ## Serve the local cloud (PORT=4566 SOURCE_REGIONS= DR_REGION= SCALE= THROUGHPUT= COPY_STARTS_AFTER= SCHEDULES= EVENT= DIRECT_TO_ACCOUNT= RECOVERY_POINTS= SOURCE_VAULTS=)
	$(call DECIDE,local/LocalCloud/LocalCloud.csproj)
	$(call QUIET_BUILD,LocalCloud)
	@exec $(call RUN,LocalCloud)

invoke: ## Run one function as Lambda would (FUNCTION=PlanRelay EVENT=events/plan-relay.json)
	@[ -n "$(FUNCTION)" ] && [ -n "$(EVENT)" ] || { echo "Usage: make invoke FUNCTION=PlanRelay EVENT=events/plan-relay.json" >&2; exit 2; }
	$(call DECIDE,local/LocalCloud/LocalCloud.csproj)
	$(call QUIET_BUILD,LocalCloud)
	@exec $(call RUN,LocalCloud) invoke --function "$(FUNCTION)" --event "$(EVENT)"

doctor: ## Find what would make tonight's relays fail: in AWS (RELAY=snapshot-relay REGION=eu-central-1, by the AWS CLI), else on the local cloud
	$(call DECIDE,local/LocalCloud/LocalCloud.csproj)
	$(call QUIET_BUILD,LocalCloud)
	@RELAY="$(RELAY)" REGION="$(REGION)"; export RELAY REGION; exec $(call RUN,LocalCloud) doctor

test: build ## Run all tests
	dotnet test Functions.sln --configuration Release --no-build --nologo
	@python3 -c 'import botocore' 2> /dev/null || echo "Skipped above: comparing the stand-ins with AWS's service models, which needs python3 with botocore."
	@command -v aws > /dev/null || echo "Skipped above: walking through docs/restore.md, which needs the AWS CLI."

chaos: ## Break everything at every step: 10,000 seeded runs and more (CHAOS_RUNS=10000 CHAOS_SEED=1, CHAOS_SCRIPT=file)
	$(call DECIDE,tests/Chaos/Chaos.csproj)
	@dotnet msbuild -restore -property:Configuration=Release -nologo -verbosity:quiet tests/Chaos/Chaos.csproj
	@CHAOS_RUNS=$${CHAOS_RUNS:-10000} dotnet tests/Chaos/bin/Release/net10.0/Chaos.dll -showLiveOutput -noColor

mutate: ## Change functions/Relay in 2,000 ways: do the tests notice? (MUTATE='**/Pruning.cs' for one file)
	@dotnet tool restore --verbosity quiet
	@cd tests/Relay.Tests && dotnet stryker --skip-version-check --output ../../artifacts/mutation $(if $(MUTATE),--mutate '$(MUTATE)')

wave: ## Relay waves of snapshots, print what they cost and how slots are used (WAVE=50,200,1000 or with mode and slots: WAVE=1000:region,40:5:clusters)
	$(call DECIDE,tests/Scenarios/Scenarios.csproj)
	@dotnet msbuild -restore -property:Configuration=Release -nologo -verbosity:quiet tests/Scenarios/Scenarios.csproj
	@WAVE=$${WAVE:-50,200,1000} dotnet tests/Scenarios/bin/Release/net10.0/Scenarios.dll -method '*AWaveOfANight.Of_any_size' -showLiveOutput -noColor

verify: ## Have independent judges check what they can (Python 3.11, Node 20)
	$(call DECIDE,tests/Scenarios/Scenarios.csproj)
	@dotnet msbuild -restore -property:Configuration=Release -nologo -verbosity:quiet tests/Scenarios/Scenarios.csproj
	@if command -v python3 > /dev/null; then tests/verify/run.py; else echo "No judge can judge: python3 is not there."; [ "$$CI" != true ]; fi

docs: build ## Write the generated parts of the docs (settings, errors, what Doctor checks)
	@UPDATE_DOCS=1 dotnet test tests/Templates.Tests --configuration Release --no-build --nologo --filter ReadmeTests
	@UPDATE_DOCS=1 dotnet test tests/Relay.Functions.Tests --configuration Release --no-build --nologo --filter 'ErrorContractTests|DoctorGuideTests'

check: build ## Check format and analyzers
	@dotnet tool restore --verbosity quiet
	dotnet csharpier check .

format: ## Format the C#
	@dotnet tool restore --verbosity quiet
	dotnet csharpier format .

clean: ## Remove what was built, and the stand-ins' marker
	@find functions local standins tests -type d \( -name node_modules -prune -o \( -name bin -o -name obj \) -prune -exec rm -rf {} + \)
	@rm -rf artifacts .standins
