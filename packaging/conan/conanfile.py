# SPDX-License-Identifier: Apache-2.0
"""For Conan 2: `conan create headwire/packaging/conan` makes a package of the sources around this file."""
import pathlib
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class Headwire(ConanFile):
    name = "headwire"
    license = "Apache-2.0"
    description = "Zero-copy, zero-allocation protobuf wire codec for small nested messages"
    package_type = "static-library"
    settings = "os", "arch", "compiler", "build_type"

    @property
    def project(self):
        """The sources, of which only a part is exported: as long as this file lies in them."""
        return pathlib.Path(self.recipe_folder).parent.parent

    def set_version(self):
        text = (self.project / "include/headwire/version.hpp").read_text(encoding="utf-8")
        self.version = re.search(r'version = "(.*)"', text)[1]

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"):
            copy(self, pattern, str(self.project), self.export_sources_folder)

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeToolchain(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, str(pathlib.Path(self.package_folder) / "licenses"))
        CMake(self).install()

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "headwire")
        self.cpp_info.components["core"].set_property("cmake_target_name", "headwire::core")
        self.cpp_info.components["library"].set_property("cmake_target_name", "headwire::headwire")
        self.cpp_info.components["library"].libs = ["headwire"]
        self.cpp_info.components["library"].requires = ["core"]
