class DatasetInputSource:
    def register(self) -> object:
        return resolve_registry_options(None)


def dataset_input_plugin() -> object:
    return DatasetInputSource().register


def resolve_registry_options(options: object) -> object:
    return options
