using Relay.Aws;

namespace Relay.Functions;

/// <summary>Asks the same thing once: what one run is told of a key, role, option group or vault holds for all of it.</summary>
internal static class Remembered
{
    /// <summary>Ports that remember.</summary>
    public static RelayPorts For(RelayPorts ports) =>
        ports with
        {
            Keys = new OnceKeys(ports.Keys),
            Roles = new OnceRoles(ports.Roles),
            OptionGroups = new OnceOptionGroups(ports.OptionGroups),
            Vaults = new OnceVaults(ports.Vaults),
        };

    private sealed class Once<TQuestion, TAnswer>
        where TQuestion : notnull
    {
        private readonly Dictionary<TQuestion, Task<TAnswer>> _answers = [];

        public Task<TAnswer> Ask(TQuestion question, Func<Task<TAnswer>> ask) =>
            _answers.TryGetValue(question, out var answer) ? answer : _answers[question] = ask();
    }

    private sealed class OnceKeys(IKeys keys) : IKeys
    {
        private readonly Once<(Place, string), KeyLookup> _looks = new();

        public Task<KeyLookup> Look(Place place, string key) =>
            _looks.Ask((place, key), () => keys.Look(place, key));
    }

    private sealed class OnceRoles(IRoles roles) : IRoles
    {
        private readonly Once<Actor, bool> _tries = new();

        public Task CheckAssumable(Actor actor) =>
            _tries.Ask(
                actor,
                async () =>
                {
                    await roles.CheckAssumable(actor);
                    return true;
                }
            );
    }

    private sealed class OnceOptionGroups(IOptionGroups groups) : IOptionGroups
    {
        private readonly Once<(Place, string), OptionGroupFacts?> _looks = new();

        public Task<OptionGroupFacts?> Find(Place place, string name) =>
            _looks.Ask((place, name), () => groups.Find(place, name));
    }

    private sealed class OnceVaults(IVaults vaults) : IVaults
    {
        private readonly Once<(Place, VaultArn), VaultFacts?> _looks = new();
        private readonly Once<Place, bool> _settings = new();

        public Task<VaultFacts?> Find(Place place, VaultArn vault) =>
            _looks.Ask((place, vault), () => vaults.Find(place, vault));

        public Task<bool> CrossAccountBackup(Place place) =>
            _settings.Ask(place, () => vaults.CrossAccountBackup(place));
    }
}
