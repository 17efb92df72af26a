using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using LocalCloud;

namespace Scenarios;

/// <summary>Keys, DB instances, DB clusters and their snapshots.</summary>
internal sealed partial class Estate
{
    public AmazonRDSClient Rds(string account, string region) =>
        new(Administrator(account), Configured(new AmazonRDSConfig(), region));

    public AmazonKeyManagementServiceClient Kms(string account, string region) => Kms(Cloud, account, region);

    /// <summary>Before the relay is deployed.</summary>
    public static AmazonKeyManagementServiceClient Kms(Cloud cloud, string account, string region) =>
        new(Administrator(account), Configured(cloud, new AmazonKeyManagementServiceConfig(), region));

    /// <summary>A customer managed key of the source account; returns its ARN.</summary>
    public async Task<string> Key(string? region = null)
    {
        using var kms = Kms(Source, region ?? SourceRegion);
        return (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.Arn;
    }

    /// <summary>One that the DR account may use too, as docs/keys.md asks of keys whose snapshots or recovery points go there in one step.</summary>
    public async Task<string> SharedKey()
    {
        using var kms = Kms(Source, SourceRegion);
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::{{Source}}:root","arn:aws:iam::{{Dr}}:root"]},"Action":"kms:*","Resource":"*"}
            ]}
            """;
        return (await kms.CreateKeyAsync(new CreateKeyRequest { Policy = policy })).KeyMetadata.Arn;
    }

    /// <summary>An encrypted database; without a key it is under aws/rds.</summary>
    public Task Database(string name, string? key = null, int sizeGiB = 100, string? region = null) =>
        DatabaseIn(Source, name, region ?? SourceRegion, key, sizeGiB);

    /// <summary>An encrypted database in any account.</summary>
    public async Task DatabaseIn(
        string account,
        string name,
        string region,
        string? key = null,
        int sizeGiB = 100
    )
    {
        using var rds = Rds(account, region);
        await rds.CreateDBInstanceAsync(
            new CreateDBInstanceRequest
            {
                DBInstanceIdentifier = name,
                Engine = "postgres",
                DBInstanceClass = "db.t4g.micro",
                AllocatedStorage = sizeGiB,
                MasterUsername = "app",
                MasterUserPassword = "not-a-secret",
                StorageEncrypted = true,
                KmsKeyId = key,
            }
        );
        await RunFor(TimeSpan.FromMinutes(6));
    }

    /// <summary>A deployed relay, and a database of 100 GiB, orders, under a customer managed key.</summary>
    public static async Task<Estate> WithDatabase(
        string mode = "copy",
        Func<CloudOptions, CloudOptions>? options = null,
        Func<Deployment, Deployment>? deploy = null
    )
    {
        var estate = Start(mode, options, deploy);
        await estate.Database("orders", await estate.Key());
        return estate;
    }

    /// <summary>A deployed relay with the direct way on, and a database, orders, under a key that the DR account may use.</summary>
    public static async Task<Estate> Directly(
        Func<CloudOptions, CloudOptions>? options = null,
        params (string Name, string Value)[] parameters
    )
    {
        var estate = Start(
            options: options,
            deploy: s =>
                s with
                {
                    DirectToAccount = true,
                    Parameters = parameters.ToDictionary(p => p.Name, p => p.Value),
                }
        );
        await estate.Database("orders", await estate.SharedKey());
        return estate;
    }

    /// <summary>RDS begins an automated snapshot; its events follow. Returns its ARN.</summary>
    public string AutomatedSnapshot(string database, string? region = null)
    {
        lock (Cloud.Agenda.Gate)
        {
            return Cloud.Rds.CreateAutomatedSnapshot(Source, region ?? SourceRegion, database);
        }
    }

    /// <summary>A person begins a manual snapshot. Returns its ARN.</summary>
    public async Task<string> ManualSnapshot(
        string database,
        string name,
        string? region = null,
        params (string Key, string Value)[] tags
    )
    {
        using var rds = Rds(Source, region ?? SourceRegion);
        var reply = await rds.CreateDBSnapshotAsync(
            new CreateDBSnapshotRequest
            {
                DBInstanceIdentifier = database,
                DBSnapshotIdentifier = name,
                Tags = [.. tags.Select(t => new Amazon.RDS.Model.Tag { Key = t.Key, Value = t.Value })],
            }
        );
        return reply.DBSnapshot.DBSnapshotArn;
    }

    public async Task DeleteSnapshot(string account, string region, string name)
    {
        using var rds = Rds(account, region);
        await rds.DeleteDBSnapshotAsync(new DeleteDBSnapshotRequest { DBSnapshotIdentifier = name });
    }
}
