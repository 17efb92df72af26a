using LocalCloud.Deploy;
using LocalCloud.Kernel;

namespace LocalCloud.Commands;

/// <summary>What <c>make cloud</c> prints: how to use it.</summary>
public static class CloudGuide
{
    /// <summary>The guide, without the last line <c>ready …</c>.</summary>
    public static string Text(string endpoint, CloudOptions options, RelayDeployment relay, string file)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(relay);
        var (source, dr) = (options.SourceRegions[0], options.DrRegion);
        return $$"""
            A local cloud with Snapshot Relay deployed: snapshots of {{options.SourceAccountId}} in {{string.Join(
                ", ",
                options.SourceRegions
            )}}
            are copied to {{dr}} and from there into {{options.DrAccountId}}. {{options.Scale:0.##}} simulated seconds pass in a real one.
            An access key id of twelve digits is that account's administrator, secret "{{Credentials.AdministratorSecret}}".

            export AWS_ENDPOINT_URL={{endpoint}} AWS_ACCESS_KEY_ID={{options.SourceAccountId}} AWS_SECRET_ACCESS_KEY={{Credentials.AdministratorSecret}} AWS_DEFAULT_REGION={{source}}
            KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
            aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.t4g.medium --allocated-storage 100 --master-username app --master-user-password sample-password --storage-encrypted --kms-key-id $KEY
            aws rds wait db-instance-available --db-instance-identifier orders
            aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier orders-1
            aws rds wait db-snapshot-available --db-snapshot-identifier orders-1
            aws stepfunctions list-executions --region {{dr}} --state-machine-arn {{relay.StateMachineArn}}
            AWS_ACCESS_KEY_ID={{options.DrAccountId}} aws rds wait db-snapshot-available --region {{dr}}
            AWS_ACCESS_KEY_ID={{options.DrAccountId}} aws rds describe-db-snapshots --region {{dr}}
            curl -d '{"dbInstanceIdentifier":"orders"}' {{endpoint}}/_local/automated-snapshot

            The same with a DB cluster, whose tag says that its region copies are to be shared, and no more:

            aws rds create-db-cluster --db-cluster-identifier ledger --engine aurora-postgresql --allocated-storage 40 --master-username app --master-user-password sample-password --kms-key-id $KEY --tags Key=snapshot-relay:mode,Value=share
            aws rds wait db-cluster-available --db-cluster-identifier ledger
            aws rds create-db-cluster-snapshot --db-cluster-identifier ledger --db-cluster-snapshot-identifier ledger-1
            aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier ledger-1
            AWS_ACCESS_KEY_ID={{options.DrAccountId}} aws rds wait db-cluster-snapshot-available --region {{dr}} --snapshot-type shared
            AWS_ACCESS_KEY_ID={{options.DrAccountId}} aws rds describe-db-cluster-snapshots --region {{dr}} --snapshot-type shared

            {{Quirk(source)}}More of /_local, faults and the scale: local/LocalCloud/README.md. ARNs: {{file}}
            """;
    }

    /// <summary>The guide of the sample world, without the last line <c>ready …</c>.</summary>
    public static string OfSampleWorld(string endpoint, Cloud cloud, string file)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        return $$"""
            The sample world of events/ as it was at {{cloud.Agenda.Now:yyyy-MM-dd HH:mm:ss}} UTC, when {{file}} reached its function.
            Time stands still here. An access key id of twelve digits is that account's administrator, secret "{{Credentials.AdministratorSecret}}".

            AWS_ENDPOINT_URL={{endpoint}} make invoke FUNCTION=… EVENT={{file}}
            sam local invoke FUNCTION -t artifacts/sam.json -e {{file}}

            What sam needs to get here: local/LocalCloud/README.md.
            """;
    }

    // Its customisation overridesslcommonname sets https://rds.amazonaws.com unless the command line says otherwise.
    private static string Quirk(string region) =>
        region == "us-east-1"
            ? "AWS CLI 1 ignores AWS_ENDPOINT_URL for RDS in us-east-1: add --endpoint-url $AWS_ENDPOINT_URL to each aws rds line.\n"
            : "";
}
