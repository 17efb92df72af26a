extern alias Functions;

using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Deploy;

/// <summary>The repository's own three templates, deployed as the README says.</summary>
public sealed class RelayStacksTests
{
    // Schedules call them, in both accounts.
    private static readonly string[] _keepers = ["MeasureRecoverability", "PruneCopies"];

    private static readonly string[] _functions =
    [
        "OnSnapshotCompleted",
        "PlanRelay",
        "CopyToRegion",
        "CheckRegionCopy",
        "ShareSource",
        "ShareRegionCopy",
        "CopyToAccount",
        "CheckAccountCopy",
        "StopSharing",
        "VerifyCopy",
        "ExplainFailure",
        "Reconcile",
        "Doctor",
        "ExplainStop",
        .. _keepers,
    ];

    private static readonly RelaySettings _copy = new(
        "111111111111",
        "222222222222",
        "eu-central-1",
        ["eu-west-1"]
    );

    private static readonly RelaySettings _region = _copy with { DrAccountId = null };

    private static readonly RelaySettings _share = _copy with { Mode = "share", OnlyShares = true };

    private static readonly RelaySettings _everything = _copy with
    {
        Mode = "region",
        DirectToAccount = true,
        RecoveryPoints = "jobs",
        SourceVaults = ["prod", "prod-weekly"],
        Parameters = new Dictionary<string, string> { ["BackupResourceTypes"] = "RDS,EFS,EBS" },
        DrAccountParameters = new Dictionary<string, string> { ["VaultLock"] = "compliance" },
    };

    private static readonly RelaySettings _other = new(
        "333333333333",
        "444444444444",
        "us-west-2",
        ["us-east-1", "us-east-2", "ca-central-1"]
    )
    {
        RelayName = "nightly-copies-to-us",
        ExternalId = "an/external.id=1",
        RegionKeyId = "arn:aws:kms:us-west-2:333333333333:key/given",
        Parameters = new Dictionary<string, string>
        {
            ["CopiesInProgress"] = "1000",
            ["CopyDeadlineHours"] = "96",
            ["SlotDeadlineHours"] = "1",
            ["LogRetentionDays"] = "1",
        },
    };

    public static TheoryData<string> Cases => ["copy", "share", "region", "everything", "other"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_deploy(string @case)
    {
        var (_, relay) = Deploy(@case);

        relay.FunctionArns.Keys.ShouldBe(_functions, ignoreOrder: true);
        relay.SourceRegions.Count.ShouldBe(Case(@case).SourceRegions.Count);
        (relay.DrAccount is null).ShouldBe(@case is "region" or "share");
    }

    [Fact]
    public void Everything_has_the_name_that_others_compute()
    {
        var (ports, relay) = Deploy("copy");

        relay.StateMachineArn.ShouldBe(
            "arn:aws:states:eu-central-1:111111111111:stateMachine:snapshot-relay"
        );
        relay.EventBusArn.ShouldBe("arn:aws:events:eu-central-1:111111111111:event-bus/snapshot-relay");
        relay
            .FunctionArns["PlanRelay"]
            .ShouldBe("arn:aws:lambda:eu-central-1:111111111111:function:snapshot-relay-PlanRelay");
        relay.RegionKeyArn.ShouldStartWith("arn:aws:kms:eu-central-1:111111111111:key/");
        relay.AccountKeyArn!.ShouldStartWith("arn:aws:kms:eu-central-1:222222222222:key/");
        relay.RoleArns.ShouldAllBe(arn =>
            arn.Contains(":role/snapshot-relay/snapshot-relay/", StringComparison.Ordinal)
        );
        ports.Aliases["222222222222 eu-central-1 alias/snapshot-relay"].ShouldBe(relay.AccountKeyArn);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_function_can_read_its_settings(string @case)
    {
        var (ports, relay) = Deploy(@case);

        var functions = ports.Functions.Values.ToLookup(f =>
            f.Arn.Contains($":{relay.Settings.SourceAccountId}:", StringComparison.Ordinal)
        );
        functions[true].Count().ShouldBe(_functions.Length);
        functions[false].Count().ShouldBe(relay.DrAccount is null ? 0 : _keepers.Length);
        foreach (var function in functions[true])
        {
            var settings = Functions::Relay.RelaySettings.Read(name =>
                name == "AWS_REGION" ? relay.Settings.DrRegion : function.Environment.GetValueOrDefault(name)
            );

            settings.RelayName.ShouldBe(relay.Settings.RelayName);
            settings.SourceRegions.Select(r => r.ToString()).ShouldBe(relay.Settings.SourceRegions);
            settings.RegionKey.ToString().ShouldBe(relay.RegionKeyArn);
            settings.StateMachineArn.ShouldBe(relay.StateMachineArn);
            settings.ShareWith?.ToString().ShouldBe(relay.Settings.DrAccountId);
            (settings.DrAccount?.AccountKey.ToString()).ShouldBe(relay.AccountKeyArn);
            (settings.DrAccount?.Copier.ToString()).ShouldBe(relay.CopierRoleArn);
            (settings.DrAccount?.Reader.ToString()).ShouldBe(relay.ReaderRoleArn);
            settings.DrAccount?.ExternalId.ShouldBe(relay.Settings.ExternalId);
            settings.DirectToAccount.ShouldBe(relay.Settings.DirectToAccount);
            settings.RecoveryPoints.SourceVaults.ShouldBe(relay.Settings.SourceVaults);
            (settings.RecoveryPoints.RegionVault?.ToString()).ShouldBe(relay.RegionVaultArn);
            (settings.RecoveryPoints.AccountVault?.ToString()).ShouldBe(relay.DrVaultArn);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_keeps_the_copies_knows_the_key_of_its_own_place(string @case)
    {
        var (ports, relay) = Deploy(@case);

        var keepers = ports
            .Functions.Values.Where(f => _keepers.Any(k => f.Arn.EndsWith(k, StringComparison.Ordinal)))
            .ToList();
        keepers.Count.ShouldBe(relay.DrAccount is null ? 2 : 4);
        foreach (var function in keepers)
        {
            var settings = Functions::Relay.KeepSettings.Read(name =>
                name == "AWS_REGION" ? relay.Settings.DrRegion : function.Environment.GetValueOrDefault(name)
            );
            function.Arn.ShouldContain($":{settings.Account}:");
            settings.Key.ToString().ShouldBe(settings.IsDrAccount ? relay.AccountKeyArn : relay.RegionKeyArn);
            settings.EndsHere.ShouldBe(settings.IsDrAccount || @case is not ("copy" or "other"));
            (settings.DrAccount is null).ShouldBe(settings.IsDrAccount || relay.DrAccount is null);
            (settings.Vault is null).ShouldBe(@case != "everything");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_handler_is_a_class_of_its_own(string @case)
    {
        var (ports, relay) = Deploy(@case);

        foreach (var (id, arn) in relay.FunctionArns)
        {
            var function = ports.Functions[arn];
            function.Handler.ShouldBe($"Relay.Functions::Relay.Functions.{id}::HandleAsync");
            File.Exists(Path.Combine(function.CodeFolder, $"{id}.cs")).ShouldBeTrue(id);
            File.Exists(Path.Combine(function.CodeFolder, "Relay.Functions.csproj")).ShouldBeTrue(id);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_state_machine_calls_all_the_others(string @case)
    {
        var (ports, relay) = Deploy(@case);

        var states = JsonNode.Parse(ports.StateMachines[relay.StateMachineArn].Definition)![
            "States"
        ]!.AsObject();
        states
            .Select(state => state.Value!["Resource"]?.ToString())
            .OfType<string>()
            .Distinct()
            .ShouldBe(
                relay
                    .FunctionArns.Where(f =>
                        f.Key is not ("OnSnapshotCompleted" or "Reconcile" or "Doctor" or "ExplainStop")
                        && !_keepers.Contains(f.Key)
                    )
                    .Select(f => f.Value),
                ignoreOrder: true
            );
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_finds_its_way_from_every_source_Region_to_the_function(string @case)
    {
        var (ports, relay) = Deploy(@case);

        foreach (var source in relay.SourceRegions)
        {
            foreach (var rule in source.OfType("AWS::Events::Rule"))
            {
                var (_, forward) = ports.Rules[rule.Arn!];
                forward.ShouldHaveSingleItem().Arn.ShouldBe(relay.EventBusArn);
                forward[0]
                    .RoleArn.ShouldBe(
                        source
                            .OfType("AWS::IAM::Role")
                            .Single(r => r.Arn!.Contains("-forward-", StringComparison.Ordinal))
                            .Arn
                    );
            }
        }

        var targets = relay
            .Relay.OfType("AWS::Events::Rule")
            .Select(rule => ports.Rules[rule.Arn!].Targets.ShouldHaveSingleItem().Arn)
            .ToLookup(arn => arn.Split(':')[2]);
        targets["lambda"]
            .Count(arn => arn == relay.FunctionArns["OnSnapshotCompleted"])
            .ShouldBe(@case == "everything" ? 3 : 2);
        targets["lambda"]
            .Except([relay.FunctionArns["OnSnapshotCompleted"]])
            .ShouldBe([relay.FunctionArns["ExplainStop"]]);
        targets["sns"].ShouldAllBe(arn => arn.EndsWith("-notifications", StringComparison.Ordinal));
    }

    [Fact]
    public void AWS_Backup_gets_two_vaults_under_the_two_keys_and_the_DR_account_its_role()
    {
        var (ports, relay) = Deploy("everything");

        relay.RegionVaultArn.ShouldBe("arn:aws:backup:eu-central-1:111111111111:backup-vault:snapshot-relay");
        relay.DrVaultArn.ShouldBe("arn:aws:backup:eu-central-1:222222222222:backup-vault:snapshot-relay");
        var (region, account) = (ports.Vaults[relay.RegionVaultArn!], ports.Vaults[relay.DrVaultArn!]);
        (region.KeyArn, account.KeyArn).ShouldBe((relay.RegionKeyArn, relay.AccountKeyArn));
        (region.Policy, region.Lock).ShouldBe((null, null));
        account.Policy.ShouldNotBeNull();
        account.Lock.ShouldBe(new NewVaultLock(7, null, 7));
        ports.Roles.Keys.ShouldContain(
            "arn:aws:iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
        );
    }

    [Theory]
    [InlineData("copy", "111111111111", "222222222222")]
    [InlineData("share", "111111111111", "222222222222")]
    [InlineData("region", "111111111111")]
    public void The_region_key_is_open_to_the_DR_account_only_if_there_is_one(
        string @case,
        params string[] accounts
    )
    {
        var (ports, relay) = Deploy(@case);

        ports.Keys[relay.RegionKeyArn]["Statement"]!
            .AsArray()
            .Select(statement => statement!["Principal"]!["AWS"]!.ToString())
            .Distinct()
            .ShouldBe(accounts.Select(account => $"arn:aws:iam::{account}:root"));
    }

    [Theory]
    [InlineData("Mode", "none", "Parameters.Mode: 'none' must be one of AllowedValues [copy, share, region]")]
    [InlineData(
        "RelayName",
        "Snapshot Relay",
        "Parameters.RelayName: 'Snapshot Relay' must match AllowedPattern"
    )]
    [InlineData("RelayName", "a-name-that-is-longer-than-20", "must have at most MaxLength 20 characters")]
    [InlineData("SourceRegions", "", "Parameters.SourceRegions: '' must match AllowedPattern")]
    [InlineData("DrAccountId", "", "Rules.ModeCopyNeedsADrAccount: Mode copy needs DrAccountId.")]
    [InlineData("DrAccountId", "111111111111", "DrAccountId is this very account.")]
    [InlineData("DrAccountId", "1111", "Parameters.DrAccountId: '1111' must match AllowedPattern")]
    [InlineData("AccountKeyId", "", "Mode copy needs AccountKeyId.")]
    [InlineData("AccountKeyId", "relay", "Parameters.AccountKeyId: 'relay' must match AllowedPattern")]
    [InlineData("RegionKeyId", "relay", "Parameters.RegionKeyId: 'relay' must match AllowedPattern")]
    [InlineData("RecoveryPoints", "jobs", "RecoveryPoints jobs needs SourceVaults.")]
    [InlineData("DrVaultArn", "vault", "Parameters.DrVaultArn: 'vault' must match AllowedPattern")]
    [InlineData("SelectTypes", "final", "Parameters.SelectTypes: 'final' must match AllowedPattern")]
    [InlineData("ExternalId", "", "Mode copy needs ExternalId.")]
    [InlineData("CopiesInProgress", "0", "Parameters.CopiesInProgress: '0' must be at least MinValue 1")]
    [InlineData("CopyDeadlineHours", "97", "Parameters.CopyDeadlineHours: '97' must be at most MaxValue 96")]
    [InlineData("SlotDeadlineHours", "97", "Parameters.SlotDeadlineHours: '97' must be at most MaxValue 96")]
    [InlineData(
        "LogRetentionDays",
        "31",
        "Parameters.LogRetentionDays: '31' must be one of AllowedValues [1, 3,"
    )]
    [InlineData("Regions", "eu-west-1", "Parameters: [Regions] do not exist in the template.")]
    public void A_wrong_setting_is_refused_before_anything_is_created(
        string name,
        string value,
        string problem
    )
    {
        var ports = new RecordingPorts();
        var parameters = new Dictionary<string, string>
        {
            ["SourceRegions"] = "eu-west-1",
            ["DrAccountId"] = "222222222222",
            ["AccountKeyId"] = "arn:aws:kms:eu-central-1:222222222222:key/1",
            ["ExternalId"] = "external-id",
            [name] = value,
        };

        Should
            .Throw<TemplateException>(() =>
                ports.Deployer.Deploy(
                    new StackRequest(
                        Path.Combine(RepositoryRoot.Find(), "template.yaml"),
                        "relay",
                        "111111111111",
                        "eu-central-1",
                        parameters
                    )
                )
            )
            .Message.ShouldContain(problem);
        ports.Orders.ShouldBeEmpty();
    }

    private static (RecordingPorts Ports, RelayDeployment Relay) Deploy(string @case)
    {
        var ports = new RecordingPorts();
        return (ports, RelayStacks.Deploy(ports.Deployer, RepositoryRoot.Find(), Case(@case)));
    }

    private static RelaySettings Case(string name) =>
        name switch
        {
            "copy" => _copy,
            "share" => _share,
            "region" => _region,
            "everything" => _everything,
            _ => _other,
        };
}
