using Amazon;
using Amazon.Backup;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.StepFunctions;

namespace Relay.Aws;

/// <summary>
/// Makes AWS's clients, one for each <see cref="Place"/>, and keeps them as long as the function's process lives.
/// A test gives its own credentials and HTTP client; nothing else differs.
/// </summary>
public sealed class AwsConnection(AwsHome home, AwsAccess access)
{
    private readonly Dictionary<Place, IAmazonRDS> _rds = [];
    private readonly Dictionary<Place, IAmazonKeyManagementService> _kms = [];
    private readonly Dictionary<Place, IAmazonBackup> _backup = [];
    private readonly Dictionary<Actor, AWSCredentials> _credentials = [];
    private IAmazonStepFunctions? _states;

    /// <summary>For the relay's own functions.</summary>
    public AwsConnection(RelaySettings settings, AwsAccess access)
        : this(new AwsHome(settings.DrRegion, settings.RelayName, settings.DrAccount), access) { }

    /// <summary>RDS at a place.</summary>
    public IAmazonRDS Rds(Place place) =>
        Kept(
            _rds,
            place,
            () =>
                new AmazonRDSClient(Credentials(place.Actor), Configured(new AmazonRDSConfig(), place.Region))
        );

    /// <summary>KMS at a place.</summary>
    public IAmazonKeyManagementService Kms(Place place) =>
        Kept(
            _kms,
            place,
            () =>
                new AmazonKeyManagementServiceClient(
                    Credentials(place.Actor),
                    Configured(new AmazonKeyManagementServiceConfig(), place.Region)
                )
        );

    /// <summary>AWS Backup at a place.</summary>
    public IAmazonBackup Backup(Place place) =>
        Kept(
            _backup,
            place,
            () =>
                new AmazonBackupClient(
                    Credentials(place.Actor),
                    Configured(new AmazonBackupConfig(), place.Region)
                )
        );

    /// <summary>Step Functions in the DR Region, where the relay runs.</summary>
    public IAmazonStepFunctions States() =>
        _states ??= new AmazonStepFunctionsClient(
            Credentials(Actor.Relay),
            Configured(new AmazonStepFunctionsConfig(), home.Region)
        );

    /// <summary>Credentials of an actor. For the DR account's roles they assume the role at first use and renew themselves.</summary>
    public AWSCredentials Credentials(Actor actor) =>
        Kept(
            _credentials,
            actor,
            () =>
                actor == Actor.Relay
                    ? access.Credentials()
                    : new AssumedRole(
                        new AmazonSecurityTokenServiceClient(
                            Credentials(Actor.Relay),
                            Configured(new AmazonSecurityTokenServiceConfig(), home.Region)
                        ),
                        RoleOf(actor),
                        DrAccount.ExternalId,
                        // A session's name has two characters or more, a relay's one.
                        $"relay-{home.RelayName}"
                    )
        );

    /// <summary>The role that an actor acts as in the DR account.</summary>
    public RoleArn RoleOf(Actor actor) => actor == Actor.Copier ? DrAccount.Copier : DrAccount.Reader;

    private DrAccountSettings DrAccount =>
        home.DrAccount
        ?? throw new SettingInvalidException(
            "MODE",
            "region",
            "'copy', since this step acts in the DR account"
        );

    // Region for the endpoint, AuthenticationRegion for the signature: with AWS_ENDPOINT_URL the SDK signs us-east-1 otherwise.
    private T Configured<T>(T config, Region region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region.ToString());
        config.AuthenticationRegion = region.ToString();
        access.Configure(config);
        return config;
    }

    private static TValue Kept<TKey, TValue>(Dictionary<TKey, TValue> kept, TKey key, Func<TValue> make)
        where TKey : notnull
    {
        if (!kept.TryGetValue(key, out var value))
        {
            kept[key] = value = make();
        }

        return value;
    }
}

/// <summary>Where functions run, and how they act in the DR account.</summary>
/// <param name="Region">The DR Region.</param>
/// <param name="RelayName">What their sessions are named after.</param>
/// <param name="DrAccount">Null where they have no roles in another account.</param>
public sealed record AwsHome(Region Region, string RelayName, DrAccountSettings? DrAccount);

/// <summary>How AWS is reached: on Lambda by the SDK's defaults, in tests by their own credentials and HTTP clients.</summary>
public record AwsAccess
{
    /// <summary>The function's own credentials.</summary>
    public virtual AWSCredentials Credentials() =>
        Amazon.Runtime.Credentials.DefaultAWSCredentialsIdentityResolver.GetCredentials();

    /// <summary>Changes a client's configuration before the client is made.</summary>
    public virtual void Configure(ClientConfig config) { }
}
