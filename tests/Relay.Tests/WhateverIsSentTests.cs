using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

/// <summary>Whatever arrives, a decision is made or refused in words: no rule throws anything but an error of ours.</summary>
public sealed class WhateverIsSentTests
{
    private static readonly RelaySettings[] Settings =
    [
        Some.Settings(),
        Some.Settings(Some.Jobs(("DIRECT_TO_ACCOUNT", "on"), ("BACKUP_RESOURCE_TYPES", "RDS,EBS"))),
        Some.Settings(("MODE", "region"), ("DR_ACCOUNT_ID", ""), ("SSE_RDS", "refuse")),
        Some.Settings(("RECOVERY_POINTS", "rescue"), ("OPTION_GROUPS", "a=default,b=c")),
    ];

    [Fact]
    public void A_snapshot_gets_a_plan_or_a_refusal_and_both_say_why() =>
        Prop.ForAll(
                AnySource().ToArbitrary(),
                AnyWish().ToArbitrary(),
                (source, wish) =>
                    Settings.All(settings =>
                        Holds(() =>
                        {
                            var plan = RoutePlanner.Choose(
                                source,
                                Wishes.Of(wish.Tags, [], wish.Mode, wish.Route, settings),
                                wish.Key,
                                wish.Across,
                                settings
                            );
                            LifecycleRules.Check(source, plan, Some.Time);
                            OptionGroupRules.Choose(source, plan, null, null, settings);
                            return plan.Reason.Length > 0
                                && (plan.Route == Route.NothingToDo || plan.CopyName is not null)
                                && plan.RetentionDays is null or >= 35;
                        })
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_snapshot_is_selected_or_left_alone_with_a_reason() =>
        Prop.ForAll(
                AnySource().ToArbitrary(),
                Gen.Elements("", "*", "**", "?", "orders", "ord*", "\\").ToArbitrary(),
                (source, pattern) =>
                {
                    var selected = Settings[0] with
                    {
                        Selection = Settings[0].Selection with { Databases = [pattern] },
                    };
                    return Selection.WhyNot(
                        Some.Facts(source.Arn) with
                        {
                            Database = source.Database,
                        },
                        [],
                        selected
                    )
                        is null
                            or { Length: > 0 };
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_event_is_read_or_refused_by_the_name_of_its_field() =>
        Prop.ForAll(
                Gen.ArrayOf(AnyField(), 9).ToArbitrary(),
                f =>
                    Settings.All(settings =>
                        Holds(() =>
                            SnapshotEvents.Read(
                                new SnapshotEvent(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]),
                                settings
                            )
                                is not null
                        )
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void So_is_one_of_AWS_Backup_whatever_JSON_its_detail_is() =>
        Prop.ForAll(
                Gen.ArrayOf(AnyField(), 4).ToArbitrary(),
                Gen.ArrayOf(
                        Gen.Elements("\"COMPLETED\"", "\"RDS\"", "\"prod\"", "{}", "[]", "7", "null", "true"),
                        4
                    )
                    .ToArbitrary(),
                (f, json) =>
                {
                    using var detail = JsonDocument.Parse(
                        $$"""{"state":{{json[0]}},"resourceType":{{json[1]}},"backupVaultName":{{json[2]}},"backupVaultArn":{{json[3]}}}"""
                    );
                    return Settings.All(settings =>
                        Holds(() =>
                            BackupEvents.Read(
                                BackupEvent.Of(
                                    "aws.backup",
                                    f[0] ?? BackupEvents.DetailType,
                                    f[1],
                                    f[2],
                                    f[3] is { } arn ? [arn] : null,
                                    detail.RootElement
                                ),
                                settings
                            )
                                is not null
                        )
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool Holds(Func<bool> rule)
    {
        try
        {
            return rule();
        }
        catch (RelayException refusal)
        {
            return refusal.Message.Contains("What to do: ", StringComparison.Ordinal)
                && refusal.ToDo.EndsWith('.');
        }
    }

    private static Gen<string?> AnyField() =>
        Gen.Elements<string?>(
            null,
            "",
            "aws.rds",
            "aws.backup",
            "RDS DB Snapshot Event",
            "RDS DB Cluster Snapshot Event",
            "111111111111",
            "eu-west-1",
            "SNAPSHOT",
            "CLUSTER_SNAPSHOT",
            "rds:orders",
            "awsbackup:job-1",
            "arn:aws:rds:eu-west-1:111111111111:snapshot:orders",
            "arn:aws:backup:eu-west-1:111111111111:recovery-point:1",
            "RDS-EVENT-0169",
            "RDS-EVENT-0042",
            "Manual snapshot created",
            "nonsense"
        );

    private static Gen<SourceSnapshot> AnySource() =>
        from arn in Gen.Elements(
            "arn:aws:rds:eu-west-1:111111111111:snapshot:orders",
            "arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:orders",
            "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1",
            "arn:aws:ec2:eu-west-1::snapshot/snap-1"
        )
        from encrypted in Gen.Elements(true, false)
        from owned in Gen.Elements(true, false, false)
        from key in Gen.Elements<string?>(
            null,
            "",
            "alias/aws/rds",
            Some.SourceKey.ToString(),
            Some.AccountKey.ToString()
        )
        from engine in Gen.Elements("", "postgres", "aurora-mysql", "custom-oracle-ee", "neptune")
        from optionGroup in Gen.Elements<string?>(null, "", "default:x", "a", "b", "c")
        from database in Gen.Elements("", "orders", "arn:aws:ec2:eu-west-1:111111111111:volume/vol-1", ":")
        from point in Gen.Elements<RecoveryPointFacts?>(
            null,
            Some.RecoveryPoint(),
            Some.RecoveryPoint("EBS", continuous: true),
            Some.RecoveryPoint("") with
            {
                CreatedAt = null,
            }
        )
        select Some.Source(SnapshotArn.Parse(arn)) with
        {
            Encrypted = encrypted,
            UnderAwsOwnedKey = owned,
            KmsKeyId = key,
            Engine = engine,
            OptionGroup = optionGroup,
            Database = database,
            RecoveryPoint = point,
        };

    private sealed record AskedFor(Tag[] Tags, Mode? Mode, Route? Route, KeyFacts? Key, bool? Across);

    private static Gen<AskedFor> AnyWish() =>
        from mode in Gen.Elements<Mode?>(null, null, Relay.Mode.Region, Relay.Mode.Share, Relay.Mode.Copy)
        from route in Gen.Elements<Route?>(
            null,
            null,
            null,
            Relay.Route.NothingToDo,
            Relay.Route.RegionOnly,
            Relay.Route.DirectToAccount,
            Relay.Route.BackupTwoJobs
        )
        from tag in Gen.Elements<Tag?>(
            null,
            new(Wishes.ModeTag, "skip"),
            new(Wishes.ModeTag, "nonsense"),
            new(Wishes.RetentionTag, "-1"),
            new(Wishes.RetentionTag, "90")
        )
        from key in Gen.Elements<KeyFacts?>(
            null,
            new(Some.SourceKey, "Enabled", AwsManaged: true, Symmetric: true),
            new(Some.SourceKey, "Enabled", AwsManaged: false, Symmetric: true)
        )
        from across in Gen.Elements<bool?>(null, true, false)
        select new AskedFor(tag is null ? [] : [tag], mode, route, key, across);
}
