using System.Text.Json.Nodes;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Policies;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>
/// The source account has fallen into wrong hands: with its administrator and with each of the relay's roles everything is tried that
/// would harm the DR account's copies. Trust and key policies are enforced by the local cloud; what an assumed role may do there is judged
/// here by the role's own policies, which the local cloud only keeps.
/// </summary>
internal sealed class Hostile(Estate estate)
{
    private const string RelayTag = "snapshot-relay:relay";
    private static readonly TimeSpan Session = TimeSpan.FromHours(1);

    /// <summary>What could be done, and must not be.</summary>
    public async Task<IReadOnlyList<Violation>> AttackAsync()
    {
        if (!estate.Relay.Settings.DeploysDrAccount)
        {
            return [];
        }

        List<string> done = [.. await WithTheKey()];
        foreach (var target in new[] { estate.Relay.CopierRoleArn!, estate.Relay.ReaderRoleArn! })
        {
            if (await CanBeAssumed(target))
            {
                done.AddRange(
                    Harm()
                        .Where(h => Allows(target, h))
                        .Select(h => $"{h.Action} of {h.Resource} as {target}")
                );
            }
        }

        return [.. done.Select(d => new Violation("a hostile source account can do no harm", d))];
    }

    // The account key's policy is all that keeps the source account off it.
    private async Task<IEnumerable<string>> WithTheKey()
    {
        var done = new List<string>();
        foreach (var operation in new[] { "DisableKey", "ScheduleKeyDeletion" })
        {
            var input = new JsonObject { ["KeyId"] = estate.Relay.AccountKeyArn };
            if (await Try(estate.Cloud.As(Estate.Source, estate.DrRegion).JsonAsync("kms", operation, input)))
            {
                done.Add($"{operation} of the account key");
            }
        }

        return done;
    }

    private async Task<bool> CanBeAssumed(string target)
    {
        foreach (
            var role in estate
                .Cloud.Sts.Roles.All.Where(r => r.Arn.Contains("/snapshot-relay/", StringComparison.Ordinal))
                .ToList()
        )
        {
            SessionCredentials session;
            lock (estate.Cloud.Agenda.Gate)
            {
                session = estate.Cloud.Sts.Roles.SessionFor(role.Arn, "stolen", Session);
            }

            var thief = estate.Cloud.As(SigningKey.Of(session), estate.DrRegion);
            if (
                await Try(
                    thief.QueryAsync(
                        "sts",
                        "AssumeRole",
                        ("RoleArn", target),
                        ("RoleSessionName", "stolen"),
                        ("ExternalId", estate.Relay.Settings.ExternalId)
                    )
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Act(string Action, string Resource, IReadOnlyList<RdsTag> Tags);

    private IEnumerable<Act> Harm()
    {
        var key = estate.Relay.AccountKeyArn!;
        foreach (var snapshot in estate.Owned(Estate.Dr).Where(s => s.Tags.Count > 0))
        {
            var kind = snapshot.Kind.Snapshot;
            foreach (
                var action in new[]
                {
                    $"Delete{kind}",
                    $"Modify{kind}Attribute",
                    $"Modify{kind}",
                    "AddTagsToResource",
                    "RemoveTagsFromResource",
                }
            )
            {
                // What is not ours has no tag of ours, but no name of ours either.
                yield return new Act($"rds:{action}", $"{snapshot.Arn}", snapshot.Tags);
            }
        }

        foreach (var point in estate.Points(Estate.Dr))
        {
            yield return new Act("backup:DeleteRecoveryPoint", point.Arn, []);
            yield return new Act("backup:UpdateRecoveryPointLifecycle", point.Arn, []);
        }

        foreach (var action in new[] { "DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "RevokeGrant" })
        {
            yield return new Act($"kms:{action}", key, []);
        }

        var vault =
            estate.Relay.DrVaultArn ?? $"arn:aws:backup:{estate.DrRegion}:{Estate.Dr}:backup-vault:any";
        foreach (
            var action in new[]
            {
                "DeleteBackupVault",
                "PutBackupVaultAccessPolicy",
                "DeleteBackupVaultLockConfiguration",
            }
        )
        {
            yield return new Act($"backup:{action}", vault, []);
        }

        yield return new Act("iam:PutRolePolicy", estate.Relay.CopierRoleArn!, []);
        yield return new Act("sts:AssumeRole", $"arn:aws:iam::{Estate.Dr}:role/admin", []);
        yield return new Act(
            "lambda:InvokeFunction",
            $"arn:aws:lambda:{estate.DrRegion}:{Estate.Dr}:function:any",
            []
        );
    }

    private bool Allows(string roleArn, Act act)
    {
        var role = estate.Cloud.Sts.Roles.Find(roleArn)!;
        var caller = new Caller(Estate.Dr, $"arn:aws:sts::{Estate.Dr}:assumed-role/stolen/stolen", roleArn);
        var context = act.Tags.Aggregate(
            PolicyContext
                .Of(caller, estate.DrRegion)
                .With("aws:ResourceAccount", Estate.Dr)
                .With($"aws:RequestTag/{RelayTag}", estate.Relay.Settings.RelayName)
                .Without($"aws:ResourceTag/{RelayTag}", "kms:ViaService", "kms:GrantIsForAWSResource"),
            (known, tag) => known.With($"aws:ResourceTag/{tag.Key}", tag.Value)
        );
        var request = new PolicyRequest(PolicyPrincipal.Of(caller), act.Action, act.Resource, context);
        return role.Policies.Values.Any(p =>
            PolicyEvaluator.Decide(OfRole(p), request) == PolicyDecision.Allowed
        );
    }

    // To the evaluator a role's policy is one whose principal is whoever asks.
    private static PolicyDocument OfRole(JsonObject policy)
    {
        var document = policy.DeepClone().AsObject();
        foreach (var statement in document["Statement"]!.AsArray())
        {
            statement!["Principal"] = "*";
        }

        return PolicyDocument.Parse(document, "MalformedPolicyDocument");
    }

    private static async Task<bool> Try(Task call)
    {
        // In virtual time a call is answered at once or, by a fault, never.
        if (!call.IsCompleted)
        {
            return false;
        }

        try
        {
            await call;
            return true;
        }
        catch (AwsError)
        {
            return false;
        }
    }
}
