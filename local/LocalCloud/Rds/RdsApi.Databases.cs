using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> DescribeDatabases(AwsCall call, QueryInput input, RdsKind kind)
    {
        var given = input.Optional(kind.DatabaseIdentifier);
        var named = given is null ? null : DatabaseArn(call, given, kind);
        Authorise(call, named ?? kind.DatabaseIn(call.Caller.AccountId, call.Region, "*"));
        var databases = _state.Databases.Where(d =>
            d.Kind == kind && d.Arn.IsIn(call.Caller.AccountId, call.Region)
        );
        if (named is not null)
        {
            databases = databases.Where(d => d.Arn == named).ToList() is { Count: > 0 } found
                ? found
                : throw RdsErrors.DatabaseNotFound(kind, given!);
        }

        var filtered = RdsFilters.Apply(input, databases, kind);
        var page = RdsPage<RdsDatabase>.Of(input, filtered, d => d.Arn.ToString());
        return [new XElement($"{kind.Database}s", page.Items.Select(Xml)), .. page.Marker];
    }

    private IEnumerable<XElement> DeleteDatabase(AwsCall call, QueryInput input, RdsKind kind)
    {
        const string parameter = "FinalDBSnapshotIdentifier";
        var given = input.Required(kind.DatabaseIdentifier);
        var arn = DatabaseArn(call, given, kind);
        Authorise(call, arn);
        var database = Own(call, _state.Database(arn)) ?? throw RdsErrors.DatabaseNotFound(kind, given);
        var final = input.Optional(parameter) is { } name
            ? kind.SnapshotIn(arn.AccountId, arn.Region, RdsRules.NewSnapshot(kind, name, parameter))
            : null;
        if (final is not null)
        {
            Authorise(call, final, action: $"Create{kind.Snapshot}", implied: true);
        }

        RdsRules.DeleteDatabase(
            database,
            input.Flag("SkipFinalSnapshot") ?? false,
            final?.Identifier,
            final is null ? null : _state.Snapshot(final),
            _state.MembersOf(database)
        );
        _databases.Delete(database, final?.Identifier);
        return [Xml(database)];
    }

    /// <summary>Begins a database whose request is in order, unless there is one of its name.</summary>
    private IEnumerable<XElement> Create(RdsDatabase database, IReadOnlyList<RdsTag> tags)
    {
        database.Tags.AddRange(tags);
        _databases.Create(database);
        return [Xml(database)];
    }

    private void NameIsFree(RdsArn arn, RdsKind kind)
    {
        if (_state.Database(arn) is not null)
        {
            throw RdsErrors.DatabaseExists(kind);
        }
    }

    // Model, KmsKeyId: without one, the account's default key of the Region.
    private StorageEncryption KeyOfStorage(AwsCall call, string? given)
    {
        var key = given ?? _keys.DefaultRdsKey(call.Caller.AccountId, call.Region);
        return StorageEncryption.Under(Use(call, key, call.Region) ?? throw RdsErrors.KeyNotAccessible(key));
    }

    private static RdsArn DatabaseArn(AwsCall call, string given, RdsKind kind) =>
        !given.StartsWith("arn:", StringComparison.Ordinal)
            ? kind.DatabaseIn(call.Caller.AccountId, call.Region, given)
        : RdsArn.Parse(given) is { } arn && arn.Kind == kind.DatabaseArn ? arn
        : throw RdsErrors.BadArn(given);

    private static RdsDatabase? Own(AwsCall call, RdsDatabase? database) =>
        database?.Arn.IsIn(call.Caller.AccountId, call.Region) == true ? database : null;
}
